function show(title, author, blocks) {
  var room = document.getElementById("room"), heading = document.createElement("h1"), by = document.createElement("p");
  room.textContent = "";
  heading.textContent = title;
  by.className = "by";
  by.textContent = "by " + author;
  room.append(heading, by);
  blocks.forEach(function (block) {
    var element = document.createElement(block.kind === "break" ? "hr" : "p");
    if (block.kind === "verse") {
      element.className = "verse";
      block.text.split("\n").forEach(function (line, number) {
        if (number) element.append(document.createElement("br"));
        element.append(line);
      });
    } else if (block.kind !== "break") element.textContent = block.text;
    room.append(element);
  });
}

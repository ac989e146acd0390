"""Pages that are no prose, each made by a function of a seed: what the filters must drop, and why."""

# ruff: noqa: E501 -- pages are written as sites write them
import base64
import random
from collections.abc import Callable

PLACES = ["Austin", "Leeds", "Bristol", "Denver", "Perth", "Cardiff", "Boston", "Dublin", "Malta", "Lisbon", "Oslo"]
THINGS = ["shoes", "chairs", "lamps", "flights", "hotels", "windows", "phones", "watches", "plants", "carpets", "boats"]
KINDS = ["cheap", "best", "used", "luxury", "small", "red", "vintage", "modern", "outdoor", "wooden", "local"]
NAMES = ["Anna", "Tomas", "Ben", "Clara", "Ivo", "Mira", "Paul", "Rosa", "Hugo", "Nora"]
NOUNS = ["harbour", "orchard", "letter", "winter", "bakery", "lantern", "river", "garden", "island", "window", "train"]


def link_farm(rng: random.Random) -> str:
    return "\n".join(
        f"{rng.choice(KINDS).title()} {rng.choice(THINGS).title()} in {rng.choice(PLACES)}" for _ in range(60)
    )


def lower_case_link_farm(rng: random.Random) -> str:
    return "\n".join(
        f"{rng.choice(KINDS)} {rng.choice(THINGS)} {rng.choice(PLACES).lower()} {rng.choice(THINGS)}" for _ in range(60)
    )


def bar_navigation(rng: random.Random) -> str:
    return "\n".join(
        " | ".join(rng.sample(["Home", "About us", "Contact", "Log in", "Forum", "Archive", "Help", "Tags"], 6))
        for _ in range(12)
    )


def price_list(rng: random.Random) -> str:
    return "\n".join(
        f"{rng.choice(KINDS).title()} {rng.choice(THINGS)[:-1]}, {rng.choice(['oak', 'steel', 'glass'])} ${rng.randrange(9, 400)}.{rng.randrange(100):02}"
        for _ in range(50)
    )


def menu(rng: random.Random) -> str:
    dishes = ["Onion soup", "Grilled trout with almonds", "Green salad", "Lamb stew", "Apple tart", "Lemon sorbet"]
    return "\n".join(f"{rng.choice(dishes)} {rng.randrange(4, 30)}.50" for _ in range(40))


def tag_cloud(rng: random.Random) -> str:
    return ", ".join(rng.choice(NOUNS + KINDS + THINGS) for _ in range(150))


def hash_tags(rng: random.Random) -> str:
    return " ".join(f"#{rng.choice(NOUNS)}{rng.choice(['', 'love', 'life', '2024'])}" for _ in range(120))


def forum_index(rng: random.Random) -> str:
    row = "{} {}\nby {}\n{} replies, {} views\nLast post: {} Jan 2024 {}:{:02}"
    return "\n\n".join(
        row.format(
            rng.choice(KINDS).title(),
            rng.choice(NOUNS),
            rng.choice(NAMES),
            rng.randrange(90),
            rng.randrange(9000),
            rng.randrange(1, 28),
            rng.randrange(24),
            rng.randrange(60),
        )
        for _ in range(25)
    )


def cookie_wall(rng: random.Random) -> str:
    return (
        "We value your privacy. We and our partners use cookies and similar technologies to store and access information on your device. "
        "You can accept all cookies or manage your preferences. Necessary cookies are always active. Analytics cookies help us to understand how visitors use the site. "
        f"For more about how we process personal data, read our privacy policy and our cookie policy. Updated in {rng.choice(['May', 'June'])}."
    )


def german_cookie_wall(rng: random.Random) -> str:
    return (
        "Wir verwenden Cookies, um Inhalte und Anzeigen zu personalisieren und die Zugriffe auf unsere Website zu analysieren. Sie können alle Cookies akzeptieren "
        "oder Ihre Auswahl speichern. Weitere Informationen finden Sie in unserer Datenschutzerklärung und im Impressum. Sie können Ihre Einwilligung jederzeit "
        "in den Einstellungen ändern. Einige unserer Partner verarbeiten Ihre Daten ohne Ihre Zustimmung auf der Grundlage eines berechtigten Interesses."
    )


def terms_of_use(rng: random.Random) -> str:
    return " ".join(
        [
            "By using this website you agree to these terms of service.",
            "We may change the terms and conditions at any time without notice.",
            "All content is the property of the operator; all rights reserved.",
            "We shall not be liable for any damages that arise from the use of this website.",
            "The service is provided without warranty of any kind.",
            "Links to third-party websites are given for convenience.",
            "Please read the privacy policy to learn how we collect information.",
            "These terms are governed by the law of the country.",
        ]
        * 2
    )


def error_page(rng: random.Random) -> str:
    return (
        "404 Not Found\n\nThe requested URL was not found on this server. The page you are looking for might have been removed, had its name changed, or is temporarily unavailable. "
        "Please try again later or contact the administrator. If you typed the address, check that it is spelled correctly. You can also go to the front page and search from there for what you wanted."
    )


def script_wall(rng: random.Random) -> str:
    return (
        "Checking your browser before you continue. Please enable JavaScript and reload the page. This site requires JavaScript to verify that you are a human. "
        "If you keep seeing this message, update your browser or contact the site administrator with the number that is shown below, and with a word on what you were doing when it came up."
    )


def log_in_wall(rng: random.Random) -> str:
    return (
        "You must be logged in to read this story. Log in to continue, or create an account: it takes a minute and costs nothing. Forgot your password? "
        "Enter your address and we will send you a link. Already have an account? Sign in with Google, or with the name that you chose when you joined. Members can save what they like and come back to it."
    )


def lorem_ipsum(rng: random.Random) -> str:
    words = "lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut labore et dolore magna aliqua ut enim ad minim veniam quis nostrud exercitation ullamco laboris"
    return "\n\n".join(
        f"{words.capitalize()}. {' '.join(rng.sample(words.split(), 12)).capitalize()}." for _ in range(6)
    )


def seo_article(rng: random.Random) -> str:
    place, kind = rng.choice(PLACES), rng.choice(["plumber", "dentist", "roofer", "locksmith"])
    return " ".join(
        [
            f"Are you looking for the best {kind} in {place}? Look no further.",
            f"Our team of experts is the top-rated {kind} service in the area.",
            f"In this article, we will explain how to find an affordable {kind}.",
            f"Every {kind} on our list offers a free quote and competitive prices.",
            f"Whether you are looking for a new {kind} or need help today, our customer service is here for you.",
            "Contact us today, and don't miss out on our special offer.",
            f"A good {kind} saves you time and money, and customer reviews show how happy our customers are.",
        ]
        * 2
    )


def keyword_stuffing(rng: random.Random) -> str:
    thing = rng.choice(THINGS)
    return " ".join(
        f"If you want {rng.choice(KINDS)} {thing}, these {thing} are the {rng.choice(KINDS)} {thing} that you can have, and {thing} like those {thing} are {rng.choice(KINDS)}."
        for _ in range(25)
    )


def casino_spam(rng: random.Random) -> str:
    lines = [
        "Play now at the best online casino and claim a welcome bonus.",
        "Enjoy free spins on all our online slots every day.",
        "New players get a deposit bonus when they sign up today.",
        "Our live casino has the best odds and the fastest payouts.",
        "Win the jackpot and change your life, it has never been easier.",
        "Join now, and do not miss out on this limited time offer.",
    ]
    return " ".join(rng.choice(lines) for _ in range(16))


def pharmacy_spam(rng: random.Random) -> str:
    return (
        "Order now from a trusted online pharmacy. No prescription needed, and delivery is discreet. We have the lowest prices on all products, and every order ships today. "
        "Lose weight fast with our natural diet pills, with a money back guarantee. Thousands of satisfied customers cannot be wrong. Buy now and get a second pack as a gift; this special offer ends soon, so do not wait until it is gone."
    )


def money_spam(rng: random.Random) -> str:
    return (
        "Are you tired of your job? Work from home and earn up to 5,000 a week. This system creates passive income while you sleep. No experience is needed. "
        "Sign up now for a free trial, and start earning today. Our members have found financial freedom with bitcoin and crypto trading. It is 100% legal and risk-free. Only a few places are left, and they will not last until the end of the week."
    )


def german_spam(rng: random.Random) -> str:
    return (
        "Jetzt kaufen und sparen! Unser Sonderangebot gilt nur heute. Hier finden Sie günstige Preise für alle Produkte und kostenlosen Versand. Klicken Sie hier, um Ihren Gutschein zu sichern. "
        "Jetzt bestellen und von den Vorteilen profitieren, die wir Ihnen bieten. Viele Kunden sind mit uns sehr zufrieden, und Sie werden es auch sein, wenn Sie einmal bei uns waren und gesehen haben, wie schnell es geht."
    )


def ocr_garbage(rng: random.Random) -> str:
    swaps = {"o": "0", "l": "1", "e": "c", "i": "!", "s": "5", "h": "b", "a": "@", "t": "+"}
    text = (
        "the old house stood on the hill above the harbour and nobody had lived there since the last winter of the long war "
        * 5
    )
    return "".join(swaps.get(c, c) if rng.random() < 0.5 else c for c in text)


def base64_blob(rng: random.Random) -> str:
    blob = base64.b64encode(rng.randbytes(3000)).decode()
    return "\n".join(blob[n : n + 60] for n in range(0, len(blob), 60))


def hexadecimal(rng: random.Random) -> str:
    return " ".join(rng.randbytes(4).hex() for _ in range(200))


def random_letters(rng: random.Random) -> str:
    return " ".join(
        "".join(rng.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(rng.randrange(2, 9))) for _ in range(200)
    )


def python_code(rng: random.Random) -> str:
    return "\n".join(
        [
            "import os",
            "from pathlib import Path",
            "",
            "class Reader:",
            "    def __init__(self, path):",
            "        self.path = Path(path)",
            "        self.rows = []",
            "",
            "    def read(self):",
            "        for line in self.path.open():",
            "            if line.startswith('#'):",
            "                continue",
            "            self.rows.append(line.strip())",
            "        return self.rows",
        ]
        * 4
    )


def javascript_code(rng: random.Random) -> str:
    return "\n".join(
        [
            "const app = express();",
            "app.get('/', (req, res) => {",
            "  const user = users.find(u => u.id === req.params.id);",
            "  if (!user) { return res.status(404).send(); }",
            "  res.json({ name: user.name, age: user.age });",
            "});",
        ]
        * 8
    )


def css_code(rng: random.Random) -> str:
    return "\n".join(
        [
            ".header { margin: 0 auto; padding: 10px 20px; }",
            ".header a:hover { color: #ff0000; }",
            "@media (max-width: 600px) {",
            "  .menu { display: none; }",
            "}",
        ]
        * 10
    )


def server_log(rng: random.Random) -> str:
    return "\n".join(
        f"2024-03-{rng.randrange(1, 28):02} 10:{rng.randrange(60):02}:{rng.randrange(60):02} {rng.choice(['INFO', 'WARN', 'ERROR'])} worker-{rng.randrange(9)} finished the job {rng.randrange(9999)} in the queue"
        for _ in range(40)
    )


def access_log(rng: random.Random) -> str:
    return "\n".join(
        f'10.0.0.{rng.randrange(255)} - - [12/Mar/2024:10:{rng.randrange(60):02}:11 +0000] "GET /story/{rng.randrange(99)} HTTP/1.1" 200 {rng.randrange(9999)}'
        for _ in range(40)
    )


def comma_table(rng: random.Random) -> str:
    return "id,name,place,price\n" + "\n".join(
        f"{n},{rng.choice(THINGS)},{rng.choice(PLACES)},{rng.randrange(999)}.00" for n in range(60)
    )


def time_table(rng: random.Random) -> str:
    return "\n".join(
        f"{rng.choice(PLACES)} {rng.randrange(24)}:{rng.randrange(60):02} {rng.choice(PLACES)} {rng.randrange(24)}:{rng.randrange(60):02} Platform {rng.randrange(9)}"
        for _ in range(40)
    )


def machine_repeated(rng: random.Random) -> str:
    return "The rain fell on the roof of the old mill, and she waited for him by the window all night. " * 30


def doubled_page(rng: random.Random) -> str:
    text = "\n\n".join(
        f"{rng.choice(NAMES)} went to the {rng.choice(NOUNS)} with {rng.choice(NAMES)} and told of the {rng.choice(NOUNS)} that {rng.choice(NAMES)} had lost in the {rng.choice(NOUNS)}."
        for _ in range(20)
    )
    return f"{text}\n\n{text}"


def three_words(rng: random.Random) -> str:
    return "so very much " * 80


def teasers(rng: random.Random) -> str:
    line = "{name} had not thought of the {noun} for years, until one evening a letter came and with it all that she"
    return "\n\n".join(
        f"The {rng.choice(NOUNS).title()}\n\n{line.format(name=rng.choice(NAMES), noun=rng.choice(NOUNS))}..."
        for _ in range(15)
    )


def bullet_list(rng: random.Random) -> str:
    return "\n".join(
        f"{rng.choice('•●▪')} {rng.choice(KINDS)} {rng.choice(THINGS)} for the {rng.choice(NOUNS)} and the {rng.choice(NOUNS)}"
        for _ in range(30)
    )


def numbered_list(rng: random.Random) -> str:
    return "\n".join(
        f"{n}. how to find {rng.choice(KINDS)} {rng.choice(THINGS)} in the {rng.choice(NOUNS)}" for n in range(1, 30)
    )


def refusals(rng: random.Random) -> str:
    return (
        "I'm sorry, but as an AI language model I cannot fulfill this request. I can, however, help with a summary, or with a few thoughts on how such a story might be written by you. "
        "Let me know what you would like, and I will do what I can within the limits that I have been given, as I always try to."
    )


def symbols(rng: random.Random) -> str:
    return " ".join(rng.choice(["<>", "$$", "^^", "the", "~~", "{}", "was", "||", "##", "%%"]) for _ in range(200))


def box_drawing(rng: random.Random) -> str:
    return "\n".join(["┌────┬────┐ a ██ ▓▓ ░░", "│ ▲▲ │ ▼▼ │ b ◆◆ ◇◇"] * 30)


Maker = Callable[[random.Random], str]
JUNK: list[tuple[Maker, set[str]]] = [
    (link_farm, {"list"}), (lower_case_link_farm, {"list"}), (bar_navigation, {"list"}), (price_list, {"list"}), (menu, {"list"}), (tag_cloud, {"list"}),
    (hash_tags, {"symbols", "list"}), (forum_index, {"list", "symbols"}), (cookie_wall, {"machine"}), (german_cookie_wall, {"machine"}), (terms_of_use, {"machine"}),
    (error_page, {"machine"}), (script_wall, {"machine"}), (log_in_wall, {"machine"}), (lorem_ipsum, {"machine"}), (seo_article, {"spam"}), (keyword_stuffing, {"spam", "repetition"}),
    (casino_spam, {"spam"}), (pharmacy_spam, {"spam"}), (money_spam, {"spam"}), (german_spam, {"spam"}), (ocr_garbage, {"symbols"}), (base64_blob, {"symbols", "too_short"}), (hexadecimal, {"symbols"}),
    (random_letters, {"list"}), (python_code, {"machine"}), (javascript_code, {"machine"}), (css_code, {"machine", "symbols"}), (server_log, {"machine"}), (access_log, {"machine"}),
    (comma_table, {"list", "symbols"}), (time_table, {"list", "symbols"}), (machine_repeated, {"repetition"}), (doubled_page, {"repetition"}), (three_words, {"repetition"}), (teasers, {"list"}),
    (bullet_list, {"list"}), (numbered_list, {"list"}), (refusals, {"machine"}), (symbols, {"symbols"}), (box_drawing, {"symbols"}),
]  # fmt: skip

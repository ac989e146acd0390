"""Stock phrases of sites: what is said around texts everywhere, told from what a story says.

In the lists one line is one pattern; an indented line goes on from the line before.
"""

import re

from stages.extract.vocabulary import any_of, whole

# Blocks of at most MAX_STOCK characters that are one of these in whole are dropped.
MAX_STOCK = 160
STOCK = whole(r"""
share(?: (?:this|on|via|with|to)\b.{0,60})?
(?:tweet|pin it|email|print|like|reblog|follow|facebook|twitter|reddit|tumblr|pinterest|whatsapp)(?: this\b.{0,40})?
(?:click to )?(?:share|tweet|email|print|pin)\b.{0,50}\(opens in new window\).{0,60}
like this\W*|like loading\W*|loading\W*|be the first to like this\W*
(?:previous|prev|next|first|last|back|older|newer|home|index|up|top|contents|table of contents|toc|menu|search)
skip to (?:main )?content
(?:(?:go )?(?:back )?to (?:the )?)?(?:previous|prev|next|first|last|newest|older|newer)
     (?:chapter|part|page|story|post|posts|entry|article|installment|episode)s?\b.{0,80}
(?:previous|prev|next|home|index|contents|first|last|back|toc|chapter list|table of contents)
    (?:\W+(?:previous|prev|next|home|index|contents|first|last|back|toc|chapter(?: list)?|chapters|table of contents))+
(?:go )?(?:back|return) to (?:the )?
    (?:top|index|contents|table of contents|home|main page|archive|story|stories|list|story list|library)\b.{0,40}
(?:chapter|part|page) \d+ (?:of|/) \d+
continue (?:reading|to (?:the )?(?:next )?(?:chapter|part|page))\b.{0,80}
read more(?: (?:about|at|by|from|of|on)\b.{0,40})?|keep reading
(?:leave|post|write|add|submit) (?:a |your )?(?:comment|review|reply)\b.{0,60}
no comments(?: yet)?
\d+ (?:comments?|reviews?|replies|responses|kudos|views|reads|votes|likes|hits|favou?rites|bookmarks)\b.{0,60}
(?:comments|reviews|kudos|hits|views|words|word count|rating|rated|genre|genres|category|categories|tags|language
    |published|updated|posted|completed|status|chapters|favs|follows|reads|votes|filed under|posted in|tagged|series
    |characters|pairing|fandom|relationships?|archive warnings?|collections|warnings?|content warnings?
    |trigger warnings?|disclaimer|beta|betaed by|credits?)\s?: .{0,150}
(?:posted|published|written|submitted|uploaded|added|last updated|last modified|updated) (?:by|on|at|in)\b.{0,80}
(?:please )?(?:rate|review|bookmark|favou?rite|recommend|report|flag|download|print|email)
     (?:this|the) (?:story|chapter|page|post|work|article|author|book)\b.{0,60}
please (?:read and )?(?:review|comment|vote|rate|like|leave|remember to|consider|support)\b.{0,120}
advertisements?|sponsored|sponsored (?:content|links?)|ad|promoted|ads by .{0,30}
(?:copyright|\(c\)|©).{0,140}|.{0,80}all rights reserved.{0,80}|.{0,30}©.{0,120}
(?:sign|log) ?(?:in|up|out)(?: or (?:sign|log|register).{0,30})?
register|subscribe|follow (?:us|me)\b.{0,60}|my account
subscribe (?:to|for|now|by)\b.{0,100}|sign up (?:for|to|now)\b.{0,100}
join (?:our|the) (?:newsletter|mailing list|discord)\b.{0,80}
(?:(?:this|our) (?:site|website) uses|we use) cookies\b.{0,130}|accept (?:all )?cookies?|cookie settings
you (?:may|might) also (?:like|enjoy)\b.{0,60}
(?:more|other) (?:stories|tales|chapters|posts|books) (?:from|by|like|in)\b.{0,60}
related (?:posts?|stories|articles|reading)\b.{0,40}|recommended(?: for you| stories| reading| posts)?
(?:privacy policy|terms of (?:service|use)|contact(?: us)?|about(?: us)?|faq|help|sitemap|dmca)
    (?:\W+(?:privacy|terms|contact|about|faq|help|sitemap|dmca|policy|of|service|use|us))*
powered by .{0,60}|proudly powered by .{0,60}|theme by .{0,60}|photo by .{0,60}
image (?:credit|source|by|from)\b.{0,80}
jump to (?:chapter|page|top|navigation|content)\b.{0,40}|(?:text|font) size\b.{0,40}|(?:dark|light|night) mode
https?://\S+
you are visitor\b.{0,120}|best viewed (?:at|in|with)\b.{0,80}|webmaster\b.{0,60}|printed from\b.{0,100}
if you (?:like|liked|enjoy|enjoyed) (?:this|the|my|our) .{0,60}\bplease\b.{0,90}
this page (?:has been|was|is) (?:visited|accessed|viewed|hosted)\b.{0,120}|.{0,60}get your own free\b.{0,60}
(?:e-?mail|write to|contact) me at \S+@\S+.{0,40}
tip jar.{0,80}|use (?:the )?(?:left|right|arrow) .{0,80}
""")

# Before the first paragraph of the text, short blocks that say who wrote it and when.
LEADING = whole(r"""
(?:a (?:short )?(?:story|tale|novel|novella|poem|romance) )?(?:written )?by
     (?:[^.!?]|(?<=\b\w)\.|(?<=\b[DMS][rst])\.|(?<=\bMrs)\.){2,60}
(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?(?:\d{1,2}(?:st|nd|rd|th)? )?
    (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.? (?:\d{1,2}(?:st|nd|rd|th)?,? )?\d{4}\b.{0,20}
\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}
\d[\d,.]* words\b.{0,40}|\d+ min(?:ute)?s?\.? read\b.{0,20}
summary\W.{0,150}
(?:translators?|translat(?:ion|ed) by|editors?|edited by|proofread(?:er|ing|ed by)?|tlc?|beta)\s?: ?.{0,100}
""")

# A line of the block in which an author names the work, before the first paragraph.
FIELD = re.compile(
    r"(?:title|author|rating|rated|pairings?|fandoms?|series|genres?|summary|disclaimer|word ?count|words|a ?/ ?n"
    r"|author['’]?s? notes?|notes?|warnings?|characters?|spoilers?|beta|prompt|written for|timeline|setting|feedback"
    r"|archive|distribution|category|status|language|tags?|published|updated|chapters?|titel|autor(?:in)?|titre|auteure?"
    r"|título|titulo|autora?|titolo|autore|autrice)\s?: ?.+",
    re.IGNORECASE,
)
MIN_FIELDS = 3  # lines of such a block
NOTE = re.compile(
    r"[\W_]*+(?:"
    + any_of(r"""
(?:(?:an? )?author(?:['’]?s['’]?|s)? ?(?:['’]s)? ?(?:note|notes|comments?)|notes? from the author)\b[\W_]*
(?:beginning|end|ending|closing|opening|chapter) notes?\b[\W_]*
[AT] ?/ ?N\b[\W_]*|(?-i:AN)\s?:|(?-i:A\.N\.)
""")
    + ")",
    re.IGNORECASE,
)
END = whole(r"(?:the )?end|fin(?:is)?|to be continued|tbc|end of (?:chapter|part|story|book)\b.{0,30}")

# Sentences that protect a text against copying; they are put into its middle.
MARK_WORDS = (  # one of them is in whatever MARK matches; looked for first, since patterns are slow
    *(
        "stolen",
        "steal",
        "theft",
        "unlawful",
        "illegal",
        "wrongful",
        "improper",
        "unauthori",
        "amazon",
        "illicit",
        "misappropriat",
        "pirate",
        "purloin",
        "pilfer",
    ),
    *("permission", "consent", "royalroad", "royal road", "report", "original", "genuine", "official"),
    *(".com", ".net", ".org", ".info", ".io", ".co", ".me", ".site", ".online", ".example"),
)
SITE = r"(?:www\.)?[\w-]{2,40}(?:\.[\w-]{2,40})?\.(?:com|net|org|info|io|co|me|site|online|example)\b"
TEXT = r"(?:story|narrative|tale|content|novel|text|chapter|fiction|author['’]s (?:work|story|content|tale|narrative))"
THEFT = "(?:stolen|misappropriated|pirated|pilfered|purloined)"
MARK = re.compile(
    any_of(rf"""
(?:this|the) {TEXT} (?:has been|was|is being|is|may have been|might be|had been) (?:\w+ ){{0,3}}?{THEFT}\b
(?:this|the) {TEXT} (?:has been|was|is being|is|may have been|might be) (?:\w+ ){{0,3}}?
    (?:taken|lifted|obtained|reproduced|posted|hosted|published|copied)\b
    .{{0,40}}?(?:without (?:\w+ )?(?:permission|consent|authori|leave)|royal ?road|amazon|\b{SITE})
(?:this|the) {TEXT} (?:has been|was|is being|is) (?:unlawfully|illegally|illicitly|wrongfully|improperly) \w+
(?:{THEFT}|unauthori[sz]ed|illicit) (?:\w+ ){{0,3}}?(?:{TEXT}|usage|use|reproduction|duplication|copy|copies|version)
    \b.{{0,80}}\b(?:report|amazon|site|permission|appear)
(?:if|should) you (?:\w+ )?(?:encounter|spot|find|discover|see|come across|stumble upon|are reading)
    \b.{{0,60}}\b(?:amazon|this {TEXT}|elsewhere|anywhere else|another site)
    \b.{{0,120}}\b(?:report|stolen|copied|taken|without|violation|support|theft)
report (?:any|the|all) (?:\w+ )?(?:instances?|sightings?|occurrences?|appearances?|violations?|infringements?)\b
(?:read|find|visit|support|enjoy|follow|check out)\b.{{0,80}}\b(?:on|at|visit|to)
     (?:the )?(?:royal ?road|original (?:site|source|platform)|{SITE})
(?:visit|read (?:it )?(?:first )?(?:on|at)|(?:first|originally|only) (?:published|posted|available) (?:on|at)
    |(?:latest|more|new|full) chapters?\b.{{0,30}} (?:on|at))\b.{{0,20}}{SITE}
(?:ensure|support)\b.{{0,50}}\b(?:author|writer)s?\b.{{0,80}}\b(?:original|genuine|royal ?road|official)
"""),
    re.IGNORECASE,
)
SENTENCE = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+")

# What pages say that keep a reader out: an age, a login, a browser, a fault.
AGE = r"(?:at least |over |above )?(?:the age of )?(?:18|19|20|21|eighteen|twenty[- ]one|of legal age)"
GATE = re.compile(
    any_of(rf"""
\b(?:you )?(?:must|need to|have to|should) be {AGE}
\b(?:are you|confirm (?:that )?you are|certify (?:that )?(?:you|I)(?: are| am)|verify (?:that )?you are|I am|I['’]m
    |you are|you['’]re) {AGE}\b
\bage (?:verification|gate|check|confirmation|restricted)
(?:verify|confirm|enter) your (?:age|date of birth|birth ?date)
\b(?:adult|mature|explicit|restricted) (?:content|material|themes?|audiences?|readers?)
     ?(?:warning|ahead|only|notice|website|site)?\b.{{0,160}}\b(?:18|21|years|age|adults?|proceed|continue|enter|leave|agree)
\b(?:intended|suitable|only) for (?:adults?|mature (?:audiences?|readers?)|readers over)
\b(?:please |you must |you need to )?(?:log|sign) ?(?:in|on|up) (?:to|or|with|before|for)\b|\bmust be logged in
\b(?:create|register(?: for)?|need) (?:an? |your )?(?:free )?(?:account|membership|subscription)\b
\b(?:members?|subscribers?|patrons?|registered (?:users|members|readers)) only\b
\bonly (?:available|visible|accessible) to (?:registered|logged|members|subscribers|patrons|users)
\b(?:become|join as) an? (?:patron|member|subscriber)|\bsubscribe (?:to|now to) (?:read|continue|unlock|keep)
\bunlock this (?:story|chapter|post|content)
\b(?:already|not yet|not) (?:have|having|a) (?:an )?(?:account|member)\b
\bforgot(?:ten)? (?:your )?password|\bremember me\b
\b(?:enable|requires?|turn on|activate|without|supports?) javascript
javascript (?:is |to be |must be )?(?:required|disabled|enabled|not enabled)
\b(?:checking|verifying) (?:your browser|you are (?:a )?human|if the site connection)
\bplease (?:wait|stand by) while|\bjust a moment\b|\bddos protection
\bcomplete the captcha|\bprove (?:that )?you are (?:a )?human|\bunusual traffic|\bray id\b
\b(?:404|403|500|502|503)\b.{{0,20}}\b(?:error|not found|forbidden|unavailable|page)
\b(?:page|story|chapter|file|document|content) (?:\w+ ){{0,5}}?
    (?:(?:could )?not (?:be )?found|does not exist|has been (?:removed|deleted))
\baccess (?:denied|forbidden)|\bforbidden\b.{{0,40}}\bpermission|\bunder (?:construction|maintenance)\b
\bthis (?:domain|site) (?:is for sale|has been suspended|is parked)
\byour browser (?:is|does|doesn)|\bupdate your browser
\bby (?:entering|continuing|clicking|proceeding)\b.{{0,80}}\b(?:agree|confirm|certify|accept)
"""),
    re.IGNORECASE,
)
GATE_WORDS = (  # one of them is in whatever GATE matches, in lower case; few are in a story
    *("18", "19", "20", "21", "eighteen", "twenty-one", "twenty one", "legal age", "age verif", "age gate"),
    "age check",
    *("age confirm", "age restrict", "your age", "your date of", "your birth", "adult ", "mature ", "explicit "),
    *("restricted ", "for adult", "for mature", "for readers over", "login ", "logon ", "logup ", "signin ", "signon "),
    *("signup ", "log in ", "log on ", "log up ", "sign in ", "sign on ", "sign up ", "be logged in", "account"),
    *("membership", "subscription", "member only", "members only", " member", "subscriber", "patron", "users only"),
    *("readers only", "to registered", "to logged", "to users", "subscribe to", "now to", "unlock this", "password"),
    *("remember me", "javascript", "your browser", "human", "site connection", "wait while", "stand by while"),
    *("just a moment", "ddos protection", "captcha", "unusual traffic", "ray id", "404", "403", "500", "502", "503"),
    *("not found", "not be found", "does not exist", "been removed", "been deleted", "access denied"),
    *("forbidden", "under construction", "under maintenance", "this domain", "this site", "by entering"),
    *("by continuing", "by clicking", "by proceeding"),
)

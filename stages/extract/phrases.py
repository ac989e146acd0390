"""Stock phrases of sites: what is said around texts everywhere, told from what a story says.

In the lists one line is one pattern; an indented line goes on from the line before.
"""

import re

from stages.extract.vocabulary import any_of, whole

# Blocks of at most MAX_STOCK characters that are one of these in whole are dropped.
MAX_STOCK = 160
NAV = (
    r"(?:previous|prev|next|home|index|contents|first|last|back|toc|chapter list|chapters?|table of contents"
    r"|(?:chapter|part|page)s? \d+(?: (?:of|/) \d+)?)"
)
STOCK = whole(
    r"""
share(?: (?:this|on|via|with|to)\b.{0,60})?
(?:tweet|pin it|email|print|like|reblog|follow|facebook|twitter|reddit|tumblr|pinterest|whatsapp)(?: this\b.{0,40})?
(?:click to )?(?:share|tweet|email|print|pin)\b.{0,50}\(opens in new window\).{0,60}
like this\W*|like loading\W*|loading\W*|be the first to like this\W*
(?:previous|prev|next|first|last|back|older|newer|home|index|up|top|contents|table of contents|toc|menu|search)
skip to (?:main )?content
(?:(?:go )?(?:back )?to (?:the )?)?(?:previous|prev|next|first|last|newest|older|newer)
     (?:chapter|part|page|story|post|posts|entry|article|installment|episode)s?\b.{0,80}
(?=.*\b(?:previous|prev|next|home|index|contents|first|last|back|toc)\b)NAV(?:\W+NAV)+
(?:go )?(?:back|return) to (?:the )?
    (?:top|index|contents|table of contents|home|main page|archive|story|stories|list|story list|library)\b.{0,40}
(?:chapter|part|page) \d+ (?:of|/) \d+
continue (?:reading|to (?:the )?(?:next )?(?:chapter|part|page))\b.{0,80}
read more(?: (?:about|at|by|from|of|on)\b.{0,40})?|keep reading
(?:leave|post|write|add|submit) (?:a |your )?(?:comment|review|reply)\b.{0,60}
(?:no|nenhum|sem|sin|ning[uú]n|aucun|keine?|nessun|geen) (?:comments?|coment[áa]rios?|commentaires?|kommentare?
    |comment[oi]|reacties?)(?: yet)?
(?:postado|postada|publicad[oa]|posté|publié|veröffentlicht|eingestellt|geplaatst|gepubliceerd|pubblicat[oa])
     (?:por|par|von|door|da|em|el|le|am|op|il)\b.{0,80}
\d+ (?:comments?|reviews?|replies|responses|kudos|views|reads|votes|likes|hits|favou?rites|bookmarks)\b.{0,60}
(?:comments|reviews|kudos|hits|views|words|word count|rating|rated|genre|genres|category|categories|tags|language
    |published|updated|posted|completed|status|chapters|favs|follows|reads|votes|filed under|posted in|tagged|series
    |characters|pairing|fandom|relationships?|archive warnings?|collections|warnings?|content warnings?
    |trigger warnings?|disclaimer|beta|betaed by|credits?)\s?: .{0,150}
(?:posted|published|written|submitted|uploaded|added|last updated|last modified|updated) (?:by|on|at|in)\b.{0,80}
(?:please )?(?:rate|review|bookmark|favou?rite|recommend|report|flag|download|print|email)
     (?:this|the) (?:story|chapter|page|post|work|article|author|book)\b.{0,60}
(?:this|our) (?:site|page|story) is (?:a )?(?:(?:proud )?member|part) of .{0,100}|.{0,60}\bweb ?ring\b.{0,60}
this work is in the public domain\b.{0,120}
(?:continue|keep) reading (?:for free )?with .{0,40}\b(?:trial|subscription|membership|account)\b.{0,20}
(?:already|not (?:yet )?) ?an? (?:\w+ )?(?:subscriber|member|patron)\b.{0,40}
welcome to (?:my|our) (?:\w+ ){0,4}(?:page|site|website|blog|archive|corner)\b.{0,120}
if you (?:find|found|notice|spot|see) any (?:\w+ )?(?:errors?|mistakes?|typos?)\b.{0,140}
.{0,60}\bin your inbox\b.{0,60}|no spam\b.{0,60}
join (?:over |more than )?\d[\d,.]*k?\+? (?:\w+ )?(?:readers|subscribers|others|people|members)\b.{0,100}
(?:to be continued|tbc)\W+(?:please )?(?:read|review|comment|vote|rate)\b.{0,60}
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
(?:e-?mail|write to|contact) me at \S+@\S+.{0,120}
tip jar.{0,80}|(?:tip:? )?(?:you can )?use (?:the )?(?:your )?(?:left|right|arrow)\b.{0,80}
""".replace("NAV", NAV)
)

# Before the first paragraph of the text, short blocks that say who wrote it and when.
LEADING = whole(r"""
(?:(?:an? )?(?:short |flash )?(?:story|tale|novel|novella|poem|romance|fiction|words) )?(?:written )?by
     (?:[^.!?]|(?<=\b\w)\.|(?<=\b[DMS][rst])\.|(?<=\bMrs)\.){2,60}
(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?(?:\d{1,2}(?:st|nd|rd|th)? )?
    (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.? (?:\d{1,2}(?:st|nd|rd|th)?,? )?\d{4}\b.{0,20}
\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}
\d[\d,.]* words\b.{0,40}|\d+ min(?:ute)?s?\.? read\b.{0,20}
summary\W.{0,150}
rated:? (?:pg|nc|[grktmx])\b.{0,20}
(?:translators?|translat(?:ion|ed) by|editors?|edited by|proofread(?:er|ing|ed by)?|tlc?|beta)\s?: ?.{0,100}
(?-i:(?:[Vv]on|[Pp]ar|[Pp]or|[Dd]i|[Dd]oor|[Dd]e) (?:[A-ZÀ-ÞŒ][^\s.!?]{0,20} ?){1,4})
(?:publié|posté|écrit|mis en ligne|veröffentlicht|geschrieben|erstellt|publicad[oa]|escrit[oa]|pubblicat[oa]|scritt[oa]
    |geplaatst|gepubliceerd|geschreven) (?:le|par|am|von|el|por|em|il|da|op|door)\b.{0,80}
(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|\w+tag|mittwoch|lunes|martes|miércoles|jueves|viernes|sábado
    |domingo|\w+-feira|luned[iì]|marted[iì]|mercoled[iì]|gioved[iì]|venerd[iì]|sabato|domenica|\w+dag),? ?)?
    \d{1,2}(?:er|º|°|\.)? (?:de |di )?(?:jan|f[eé][bv]|m[aäe]r|a[pbv]r|avr|ma[iyjg]|giu|ju[inl]|lug|ao[uû]|ag|se[pt]
    |o[ck]t|ott|out|nov|d[eéi][czs]|ene|gen)[a-zäéûç]{0,8}\.?,? (?:de |del )?\d{4}\b.{0,20}
""")

# A line of the block in which an author names the work, before the first paragraph.
FIELD = re.compile(
    r"(?:title|author|rating|rated|pairings?|fandoms?|series|genres?|summary|disclaimer|word ?count|words|a ?/ ?n"
    r"|author['’]?s? notes?|notes?|warnings?|characters?|spoilers?|beta|prompt|written for|timeline|setting|feedback"
    r"|archive|distribution|category|status|language|tags?|published|updated|chapters?|titel|autor(?:in)?|titre|auteure?"
    r"|título|titulo|autora?|titolo|autore|autrice|message-id|newsgroups|reply-to|organi[sz]ation|sender|subject|from|date"
    r")\s?: ?.+",
    re.IGNORECASE,
)
MIN_FIELDS = 3  # lines of such a block
NOTE = re.compile(
    r"[\W_]*+(?:"
    + any_of(r"""
(?:(?:an? )?author(?:['’]?s['’]?|s)? ?(?:['’]s)? ?(?:note|notes|comments?)|notes? from the author)\b[\W_]*
(?:beginning|end|ending|closing|opening|chapter) notes?\b[\W_]*
(?:\d{1,3}\W{1,3})?(?:tl|trans(?:lato|cribe)r(?:['’]?s['’]?)?|editor(?:['’]?s['’]?)?) ?notes?\b[\W_]*
[AT] ?/ ?N\b[\W_]*|(?-i:AN)\s?:|(?-i:A\.N\.)
notes? (?:de|du) (?:l['’]auteure?|l['’]autrice|traducteur|la traductrice)\b[\W_]*
(?:anmerkung(?:en)?|notiz(?:en)?|vorwort|nachwort) (?:der|des|vom|von der) (?:autor|verfasser|übersetzer)\w*\b[\W_]*
autor(?:en|innen)?notiz\w*\b[\W_]*
notas? (?:de la|del|do|da|de) (?:autor|traduct|tradut)\w*\b[\W_]*
note dell?['’]?(?:autor|autric|traduttor)\w*\b[\W_]*|nota dell['’]aut\w*\b[\W_]*
(?:opmerking|notitie|noot)(?:en)? van de (?:auteur|schrijver|schrijfster|vertaler)\b[\W_]*
""")
    + ")",
    re.IGNORECASE,
)
END = whole(r"(?:the )?end|fin(?:is)?|to be continued|tbc|end of (?:chapter|part|story|book)\b.{0,30}")
CHAPTER = re.compile(  # a heading that is no heading element
    r"(?:chapter|part|book|letter|volume|act|canto) (?:[ivxlc]{1,7}|\d{1,3}|the \w+|\w+)\b[^!?]{0,60}"
    r"|prologue|epilogue|interlude|(?-i:[IVXLC]{1,7}\.?)",
    re.IGNORECASE,
)

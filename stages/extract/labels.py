"""Labels over what a site offers besides the text, in the languages that the product reads.

In the list one line is one pattern; an indented line goes on from the line before.
"""

import re

from stages.extract.vocabulary import whole

MAX_LABEL = 60  # characters
LABEL = whole(r"""
(?:you(?:['’]ll| may| might| could| will| would)? ?(?:also|enjoy|like)|more (?:from|like|on|in|stories|about)
    |related|recommended|read (?:also|next|further|more)|see also|further reading
    |also (?:read|by|of interest)|explore further
    |next up|other (?:stories|articles|posts)|popular (?:posts|stories|right now|now)
    |trending|latest (?:news|posts|stories)
    |similar stories)\b.{0,40}
about (?:us|(?:the|this) (?:author|writer|site)s?)
(?:mehr (?:zum thema|zu diesem thema|dazu|aus|von|artikel|news|infos?)|auch interessant|lesen sie (?:auch|mehr|hier)
    |das (?:thema )?k(?:ö|oe)nnte (?:sie|dich|dir|euch|ihnen) auch|weitere? (?:artikel|themen|beitr(?:ä|ae)ge|infos?
    |informationen|nachrichten|meldungen|geschichten|texte|links)|weiterlesen|zum weiterlesen|weiterf(?:ü|ue)hrende
    |(?:ä|ae)hnliche (?:artikel|beitr(?:ä|ae)ge|geschichten)|passend zum thema|zum thema|siehe auch|beliebte
    |verwandte)\b.{0,40}
(?:vous aimerez|à lire|lire aussi|lire la suite|voir aussi|sur le même sujet|articles? (?:liés|similaires|récents)
    |dans la même (?:catégorie|rubrique))\b.{0,40}
(?:te puede interesar|te podr(?:í|i)a interesar|tambi(?:é|e)n te puede|lea tambi(?:é|e)n|lee tambi(?:é|e)n
    |le(?:e|a|er) m(?:á|a)s|m(?:á|a)s (?:sobre|en|noticias|informaci(?:ó|o)n)|notas? relacionadas?
    |(?:noticias|art(?:í|i)culos|temas) relacionad[oa]s|ver tambi(?:é|e)n)\b.{0,40}
(?:leggi anche|potrebbe(?:ro)? interessart|articoli correlati|leia (?:também|mais)|veja também
    |artigos relacionados|lees (?:ook|meer|verder)|meer over|gerelateerd)\b.{0,40}
über (?:den autor|die autorin|uns)|à propos de l['’]auteure?|sobre (?:el autor|la autora|o autor|a autora)
(?:weiter zu[mr]|vorheriges|voriges|n(?:ä|ae)chstes|zur(?:ü|ue)ck zu[mr]?|chapitre (?:suivant|précédent)|suivant
    |précédent|(?:siguiente|anterior) cap(?:í|i)tulo|cap(?:í|i)tulo (?:siguiente|anterior)|prossimo capitolo
    |capitolo (?:successivo|precedente)|próximo capítulo|volgende? hoofdstuk|vorige? hoofdstuk)\b.{0,40}
""")
RESPONSE = r"(?:comment|review|response|reply|kommentar|commentaire|comentario|coment(?:á|a)rio|commento|reactie)"
RESPONSES = whole(  # one alone may be a chapter's title
    r"(?:\d+ )?(?:comments|reviews|responses|replies|reader (?:comments|reviews)|discussion|kommentare|commentaires"
    r"|comentarios|coment(?:á|a)rios|commenti|reacties)(?: ?\(\d+\))?"
    rf"|\d+ {RESPONSE}|{RESPONSE} ?\(\d+\)"
)
SPOKEN = re.compile(r"[\"'“‘«„—–].*|.*[.!?…\"”’»,]", re.DOTALL)

SPEECH = re.compile(r"[\"'“‘„].*\w.*|.*\w.*[”’]|«.*[.!?,…] ?».*", re.DOTALL)


def is_speech(text: str) -> bool:
    """True for what somebody says: in quotes, or with quotes at one end."""
    return SPEECH.fullmatch(text) is not None


def is_label(text: str, heading: bool = False) -> bool:
    """True for a label over other texts, such as 'You may also like'; a sentence or speech only as a heading."""
    if len(text) > MAX_LABEL or (SPOKEN.fullmatch(text) and not heading):
        return False
    return LABEL.fullmatch(text) is not None or (heading and is_over_responses(text))


def is_over_responses(text: str) -> bool:
    """True for a heading over what readers wrote."""
    return len(text) <= MAX_LABEL and RESPONSES.fullmatch(text) is not None

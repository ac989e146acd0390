"""Phrases of error pages, walls, cookie notices, terms of use and the like."""

from stages.clean.phrases import compiled

MACHINE = compiled({
    # error pages and servers
    "found": r"404[ :-]*not found|(?:page|file|url) (?:was |could )?not (?:be )?found|not found on this server",
    "error": r"(?:404|403|500|502|503)[ :-]*error|error[ :-]*(?:404|403|500|502|503)|internal server error|fatal error:"
    r"|wordpress database error|database error|parse error:|uncaught (?:type|reference)error|error code: ",
    "forbidden": r"403[ :-]*forbidden",
    "gateway": r"502[ :-]*bad gateway|bad gateway|gateway time-?out",
    "unavailable": r"503[ :-]*service unavailable|service (?:is )?(?:temporarily )?unavailable",
    "requested": r"requested url",
    "page you": r"page you requested",
    "looking": r"page you (?:are|were) looking for",
    "denied": r"access denied",
    "later": r"try again later",
    "administrator": r"contact (?:the |your )?(?:site |server |system |web)?administrator",
    "index": r"index of /",
    "directory": r"parent directory",
    "stack": r"stack trace",
    "traceback": r"traceback \(most recent",
    "undefined": r"undefined (?:is not|index|variable|offset|function)|cannot read propert\w+ of undefined",
    "<?php": r"<\?php",
    "{{": r"\{\{[\w. |]+\}\}",
    "function": r"function ?\w* ?\([\w, ]*\) ?\{",
    # walls
    "javascript": r"(?:enable|requires?|turn on|without|needs) javascript|javascript (?:is|must|to|disabled|required)",
    "browser": r"your (?:web )?browser (?:does not|doesn't|is|must|settings|to)|unsupported browser"
    r"|up(?:date|grade) your browser|supported browsers?|checking your browser",
    "human": r"verify (?:that )?you are (?:a )?human|prove you are (?:a )?human",
    "captcha": r"captcha",
    "cloudflare": r"cloudflare",
    "robot": r"(?:i am|i'm|you are|you're) not a robot",
    "log": r"(?:log|sign) in to (?:continue|view|read|see|your account|access)|you must be logged in|(?:log|sign) in "
    r"with (?:google|facebook|your)",
    "password": r"forgot(?:ten)? (?:your |my )?password|reset (?:your )?password",
    "account": r"(?:create|register|sign up for) an account|(?:already|don't) have an account",
    # cookies, privacy, terms
    "cookie": r"uses? (?:of )?cookies|(?:accept|reject|allow|refuse)(?: all)?(?: the)? cookies|(?:necessary|functional"
    r"|analytics|third-party|marketing|tracking|essential) cookies|cookies? (?:policy|notice|settings|preferences"
    r"|consent|banner)|cookies and similar|cookies on your|utilis\w+ des cookies|accepter (?:tous )?les cookies"
    r"|cookies? (?:verwenden|akzeptieren|zulassen|ablehnen)|verwende[nt]? (?:wir )?cookies|(?:utilizamos|usamos) "
    r"(?:las |os )?cookies|(?:aceptar|aceitar) (?:todas |todos )?(?:las |os )?cookies|utilizz\w+ (?:i )?cookie"
    r"|accetta\w* (?:tutti )?i cookie|gebruik\w* (?:van )?cookies|cookies accepteren",
    "privacy": r"privacy (?:policy|notice|statement|settings|preferences)|privacybeleid|informativa sulla privacy",
    "terms": r"terms (?:of (?:service|use)|and conditions|& conditions)",
    "personal": r"(?:your|process(?:ing)?(?: of)?|collect(?:s|ion of)?) personal (?:data|information)",
    "collect": r"(?:we|site|website) (?:may )?collects? (?:information|data|your)|information we collect",
    "third": r"third[- ]part(?:y|ies) (?:services?|providers?|advertis\w+|vendors?|websites?|partners?|links?|tools?)",
    "consent": r"(?:withdraw|give|manage) (?:your )?consent",
    "gdpr": r"gdpr",
    "liab": r"(?:not be|held) liable for|limitation of liability|liability for (?:any|damages)",
    "warrant": r"warrant(?:y|ies) of (?:any kind|merchantability)|without warrant(?:y|ies)",
    "reserved": r"all rights reserved",
    "website": r"(?:use of|using|visit(?:ing)?|access(?:ing)?) (?:this|our|the) website|this website (?:uses|is|may)",
    "confidentialit": r"politique de confidentialité",
    "légales": r"mentions légales",
    "introuvable": r"page introuvable",
    "datenschutz": r"datenschutz(?:erklärung|bestimmungen|hinweise)",
    "impressum": r"impressum",
    "nutzungsbedingungen": r"nutzungsbedingungen",
    "geschäftsbedingungen": r"allgemeine geschäftsbedingungen",
    "gefunden": r"seite (?:wurde |konnte )?nicht gefunden",
    "privacidad": r"política de privacidad",
    "privacidade": r"política de privacidade",
    "aviso": r"aviso legal",
    "términos": r"términos y condiciones",
    "termos": r"termos (?:de uso|e condições)",
    "termini": r"termini e condizioni",
    "encontrada": r"página no encontrada",
    "não": r"página não encontrada",
    "trovata": r"pagina non trovata",
    "voorwaarden": r"algemene voorwaarden",
    "gevonden": r"pagina niet gevonden",
    # fillers and generators
    "ipsum": r"lorem ipsum",
    "dolor": r"dolor sit amet",
    "consectetur": r"consectetur",
    "eiusmod": r"eiusmod",
    "labore": r"labore et dolore",
    "nostrud": r"quis nostrud",
    "irure": r"aute irure",
    "cupidatat": r"cupidatat",
    "language": r"(?:as an? )?(?:\w+ )?(?:ai|artificial intelligence|large) language model",
    " ai ": r"as an ai|i am an ai|i'm an ai",
    "request": r"(?:cannot|can't|unable to|not able to) (?:fulfil|fulfill|assist with|complete|comply with|help with) "
    r"(?:this|that|your) request",
    "knowledge": r"knowledge cut-?off",
    "training": r"my training data",
    "generated": r"(?:this )?(?:page|file|e-?mail|message) (?:is|was) (?:auto(?:matically)?[- ])?generated"
    r"|automatically generated|auto-generated",
    "powered": r"(?:proudly )?powered by (?:\w+press|\w+bb|\w+forum|disqus|drupal|joomla|shopify)",
})  # fmt: skip

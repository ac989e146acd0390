"""Phrases that machines, sites and sellers write and stories hardly ever do, in the languages that extract keeps.

Each pattern stands behind a word of its own: where the word is missing the pattern is not tried, so that a novel costs
a few dozen plain searches. One phrase may be part of a story; several within few words are not.
"""

import re

# What stands in every match (within a word; with spaces: as a word of its own): pattern, on lower-case text.
Phrases = dict[str, re.Pattern[str]]
NEAR = 60  # characters; no pattern is longer
MAX_NEAR = 10_000  # characters looked through around words, whatever the text's length


def compiled(patterns: dict[str, str]) -> Phrases:
    """Patterns with a word's start on their left."""
    return {word: re.compile(rf"(?<!\w)(?:{pattern})") for word, pattern in patterns.items()}


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

SPAM = compiled({
    "click": r"click (?:here|below|now|the link|on the link)|just a click away",
    " now ": r"(?:buy|order|shop|call|act|apply|book|join|register|subscribe|download|enrol|enroll|sign up|start "
    r"(?:earning|playing|winning)) now",
    " today ": r"(?:order|call(?: us)?|contact us|sign up|join|apply|buy|shop|get (?:started|yours)|visit us|book"
    r"|subscribe) today",
    "limited": r"limited[- ]time (?:offer|only|deal)|for a limited time|limited (?:offer|edition offer)",
    " free ": r"free (?:trial|shipping|quote|download|delivery|consultation|spins|estimates?|sample|gift card|bonus)",
    "price": r"(?:best|lowest|cheap(?:est)?|low|great|unbeatable|affordable|competitive|discount) prices?|price "
    r"(?:guarantee|match)",
    "guarantee": r"money[- ]back guarantee|satisfaction guarantee|(?:100 ?%|results?) guaranteed|guaranteed (?:results"
    r"|approval|income|returns?)",
    "%": r"100 ?% (?:free|satisfaction|natural|safe|legal|legit|risk)|\d+ ?% (?:off|discount|korting"
    r"|di sconto|de desconto"
    r"|de descuento)",
    "discount": r"discounts? codes?|exclusive discounts?|huge discounts?",
    "promo": r"promo(?:tional)? codes?",
    "coupon": r"coupons?(?: codes?)?",
    "special": r"special offers?",
    "deals": r"(?:best|great|hot|amazing|exclusive|top) deals",
    "casino": r"(?:online|best|live|mobile|new|trusted) casinos?|casino (?:bonus\w*|games?|sites?|online|app)",
    "slots": r"(?:online|free|video) slots|slots? games?",
    "jackpot": r"(?:win|hit|huge|progressive|big|mega) (?:the )?jackpots?",
    "bonus": r"(?:welcome|deposit|sign-?up|exclusive|no[- ]deposit) bonus(?:es)?",
    "betting": r"(?:sports |online )?betting (?:site|odds|tips|app)s?|(?:sports|online) betting",
    "gambl": r"online gambling",
    "viagra": r"viagra",
    "cialis": r"cialis",
    "pharmacy": r"(?:online|canadian|discount) pharmacy",
    "prescription": r"(?:no|without(?: a)?) prescription (?:needed|required|necessary)?",
    "weight": r"(?:lose|losing) weight (?:fast|now|quickly|today)|weight[- ]loss (?:pills?|supplements?|program\w*)",
    "pills": r"(?:diet|cheap|buy|enhancement) pills",
    "loans": r"(?:payday|personal|instant|cheap|quick|online|student) loans?",
    "mortgage": r"mortgage (?:rates?|refinanc\w+|quotes?)",
    "insurance": r"(?:cheap|auto|car|life|health) insurance (?:quotes?|rates?|online)",
    "credit": r"(?:bad|no) credit (?:ok|check|history)|credit (?:repair|score) ",
    "home": r"work from home",
    " earn ": r"earn (?:money|cash|\$|up to|thousands|extra|big)",
    "money": r"make money (?:online|fast|from home|today)",
    "income": r"(?:passive|extra|residual|online) income",
    "freedom": r"financial freedom",
    "bitcoin": r"bitcoins?",
    "crypto": r"crypto(?:currenc\w+| wallet| trading| investment)",
    "forex": r"forex",
    "trading": r"trading (?:signals?|platform|bot|strategy)",
    "invest": r"return on (?:your )?investment|investment opportunit\w+|guaranteed investment",
    "backlink": r"backlinks?",
    "seo": r"seo",
    "engine": r"search engines? (?:optimi[sz]ation|rankings?|results)",
    "whatsapp": r"whatsapp.{0,20}\+?\d",
    "telegram": r"telegram (?:channel|group|bot)",
    "cart": r"add to (?:cart|basket)",
    "checkout": r"(?:at|proceed to|secure) checkout",
    "visit": r"visit (?:our|us|the) (?:official )?(?:website|store|shop|site|online|page)|visit us (?:at|on)",
    " our ": r"our (?:team of )?(?:experts|professionals|products|valued customers|customer (?:service|support)"
    r"|newsletter|online (?:store|shop)|trained|services)",
    "customer": r"customer (?:reviews?|satisfaction|testimonials?)|satisfied customers|happy customers",
    "further": r"look no further",
    "near you": r"(?:services?|shops?|stores?|dealers?|\w+ers?) near you",
    "near me": r"near me (?:open|now|best|cheap)|(?:best|cheap) .{1,30} near me",
    "rated": r"top-rated",
    "article": r"in this article",
    "blog": r"in this blog(?: post)?",
    "frequently": r"frequently asked questions",
    "whether": r"whether you(?:'re| are) (?:looking|searching|a beginner)",
    "looking for": r"(?:are you )?looking for (?:the best|an? (?:affordable|reliable|cheap|professional|trusted))",
    "miss": r"(?:don't|do not) miss out",
    "supplies": r"while supplies last",
    "risk": r"risk-free",
    "unsubscribe": r"unsubscribe",
    "follow": r"follow us on",
    "subscribe": r"subscribe (?:to our|for more)|like and subscribe|smash that",
    "gratuit": r"livraison gratuite|essai gratuit|devis gratuit",
    "achete": r"achete[rz] (?:maintenant|en ligne)",
    "cliquez": r"cliquez (?:ici|sur le lien)",
    "meilleur": r"(?:au )?meilleurs? prix",
    "offre": r"offre (?:limitée|spéciale|exclusive)",
    " promo ": r"code promo",
    "kostenlos": r"(?:jetzt )?kostenlos(?:e|er|en)? (?:testen|versand|lieferung|anmelden|spielen)",
    "jetzt": r"jetzt (?:kaufen|bestellen|anmelden|sichern|registrieren|klicken|spielen)",
    "angebot": r"(?:sonder|top)-?angebote?|angebot sichern",
    "günstig": r"günstige[nr]? preise?n?|günstig(?:er)? kaufen",
    "klicken": r"klicken sie (?:hier|jetzt)|hier klicken",
    "gutschein": r"gutschein(?:codes?|e)?",
    "gratis": r"envíos? gratis|gratis verzending|spedizione gratis|(?:bonus|prueba) gratis",
    "gratuita": r"spedizione gratuita|entrega gratuita|prova gratuita",
    "frete": r"frete grátis",
    "compr": r"(?:compra|comprar|compre) (?:ahora|agora|online|ya)|compra (?:adesso|subito|ora)",
    "haga": r"haga clic",
    "haz": r"haz clic",
    "clique": r"clique aqui",
    "clicca": r"clicca qui",
    "klik": r"klik hier",
    "bestel": r"bestel (?:nu|vandaag|direct)",
    "korting": r"kortingscode",
    "sconto": r"codice sconto",
    "desconto": r"cupom de desconto",
    "descuento": r"código de descuento",
    "precio": r"(?:mejor(?:es)?|bajo) precios?",
    "preço": r"(?:melhor(?:es)?|baixo) preços?",
    "prezzi": r"(?:migliori|bassi) prezzi",
    "oferta": r"oferta (?:limitada|especial|exclusiva)",
})  # fmt: skip


def count_phrases(phrases: Phrases, lower: str, vocabulary: str) -> int:
    """How many phrases stand in a lower-case text.

    Args:
        vocabulary: the text's words, each once, a space before and after each.
    """
    return sum(
        count_near(pattern, word.strip(), lower)
        for word, pattern in phrases.items()
        if word in (vocabulary if word.strip().isalpha() else lower)
    )


def count_near(pattern: re.Pattern[str], word: str, lower: str) -> int:
    """How many matches there are within `NEAR` characters of a word that each must hold."""
    count, end, looked = 0, 0, 0
    place = lower.find(word)
    while place >= 0:
        looked += NEAR
        if looked > len(lower) + MAX_NEAR:  # nearly everywhere: one search through all of it is sooner done
            return sum(1 for _ in pattern.finditer(lower))
        found = pattern.search(lower, max(end, place - NEAR), place + NEAR)
        end = found.end() if found else end
        count += found is not None
        place = lower.find(word, max(end, place + 1))
    return count

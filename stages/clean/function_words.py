"""Words that hold sentences together, by language: a third and more of any prose, hardly any of a list of words."""

from collections.abc import Mapping

# What stands before an apostrophe (l', d', qu', j') counts as a word of its own.
FUNCTION_WORDS: dict[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        "en": (
            "a about above after again against all am an and any are as at away back be because been before being "
            "below between both but by came can come could d did do does doing don done down during each even ever "
            "every few for from get go going gone got had has hast hath have he her here hers herself him himself "
            "his how i if in into is it its itself just let like ll m made make may me might mine more most much "
            "must my myself never no nor not now o of off oh on once one only or other our ours out over own "
            "perhaps quite re s said same say see shall she should so some still such t than that the thee their "
            "them themselves then there these they this those thou though through thy till to too under until up "
            "upon us ve very was we well went were what when where which while who whom why will with within "
            "without would yes yet you your yours"
        ),
        "fr": (
            "a ai ainsi alors après as au aucun aussi autre aux avait avant avec avoir bien c ce ceci cela celle "
            "celui ces cet cette ceux chez comme contre d dans de depuis des deux dit donc dont du elle elles en "
            "encore entre es est et était étaient été être eu eux fait faire fit fut il ils j jamais je jusqu l la "
            "là le les leur leurs lui m ma mais me même mes moi moins mon n ne ni non nos notre nous on ont ou où "
            "par parce pas pendant personne peu peut plus pour pourquoi puis qu quand que quel quelle quelque qui "
            "quoi rien s sa sans se sera ses si soi son sont sous sur t ta te tes toi ton toujours tous tout toute "
            "très tu un une va vers voici voilà vos votre vous y"
        ),
        "de": (
            "ab aber alle allem allen aller alles als also am an auch auf aus bei beim bin bis bist da damit dann "
            "das dass daß dein deine dem den denn der des dich die dies diese diesem diesen dieser dieses dir doch "
            "dort du durch ein eine einem einen einer eines er es etwas euch euer für gegen hab habe haben hat hatte "
            "hatten hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im immer in ins ist ja jede jeder "
            "jetzt kann kein keine keinen konnte man mein meine meinem meinen mich mir mit muss musste nach nicht "
            "nichts nie noch nun nur ob oder ohne sagte schon sehr sein seine seinem seinen seiner sich sie sind so "
            "sondern über um und uns unser unter vom von vor war waren warum was weil wenn wer werden wie wieder "
            "will wir wird wo wollte wurde würde zu zum zur zwischen"
        ),
        "es": (
            "a ahora al algo antes aquel aquella aquí así aún aunque bien cada casi como con contra cuando de del "
            "desde después dijo donde dos e el él ella ellas ellos en entonces entre era eran eres es esa ese eso "
            "esta está estaba estas este esto estos fue fueron ha había habían hacia han hasta hay he la las le les "
            "lo los más me mi mí mis mucho muy nada nadie ni no nos nosotros nunca o os otra otro para pero poco por "
            "porque pues que qué quien se sea ser si sí sido sin sobre solo sólo son soy su sus también tan tanto te "
            "tenía ti tiene toda todo todos tu tú tus un una uno usted vez y ya yo"
        ),
        "it": (
            "a adesso ai al alla alle allo allora anche ancora aveva avevano bene c che chi ci ciò come con contro "
            "così cui d da dai dal dalla dei del della delle dello dentro di disse dopo dove due e è ed era erano "
            "essere fra fu già gli ha hanno ho i il in io l la là le lei li lo loro lui ma mai me mentre mi mia mie "
            "mio molto ne né negli nei nel nella nelle nessuno niente no noi non nostra nostro nulla o ogni per "
            "perché però più poi prima qualche quando quanto quel quell quella quelle quello questa questo qui s "
            "sarebbe se sé sei sempre senza si sì sia sono sopra sotto sta stata stato stava su sua sue sugli sul "
            "sulla suo suoi ti tra tu tua tuo tutta tutti tutto un una uno v va vi voi"
        ),
        "pt": (
            "a à ainda algo ali ao aos aquela aquele aqui as às assim até bem cada com como contra da das de dela "
            "dele deles depois desde disse do dois dos e é ela elas ele eles em então entre era eram essa esse esta "
            "está estava estavam este eu foi foram há havia isso isto já la lá lhe lhes lo logo mais mas me mesmo "
            "meu meus mim minha muito na nada não nas nela nele nem nenhum no nos nós nossa nosso num numa nunca o "
            "onde os ou outra outro para pela pelas pelo pelos por porque pouco quando que quê quem se sem sempre "
            "ser seu seus si sim só sob sobre sou sua suas também tão te tem tinha tinham toda todo todos tu tua "
            "tudo um uma você vocês"
        ),
        "nl": (
            "aan al alle alleen als altijd ben bent bij daar dan dat de den der deze die dit doch doen door dus een "
            "elk en er ge geen haar had hadden heb hebben heeft hem hen het hier hij hoe hun ik in is ja je jij jou "
            "jouw kan kon maar me mee meer men met mij mijn moest moet na naar niemand niet niets nog nooit nu of om "
            "omdat onder ons onze ook op over s t te tegen toch toen tot u uit uw van veel voor waar waarom waren "
            "was wat we weer wel werd wie wij wil wilde zal ze zei zelf zich zij zijn zo zonder zou zouden"
        ),
    }.items()
}


def function_words(language: str, counts: Mapping[str, int]) -> frozenset[str]:
    """Those of the language that a text has most of; none where its language is one without a list here.

    Args:
        language: ISO 639-1, or "und"; a detector may take one of the lists' languages for another.
        counts: the text's words in lower case.
    """
    if language != "und" and language not in FUNCTION_WORDS:
        return frozenset()
    shares = {code: sum(counts.get(word, 0) for word in words) for code, words in FUNCTION_WORDS.items()}
    return FUNCTION_WORDS[max(shares, key=shares.__getitem__)]

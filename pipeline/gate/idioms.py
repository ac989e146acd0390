"""Words for young people that say nothing of anyone young: likenesses, idioms, grown children, children wished for.

Fragments of regular expressions, separated by commas, as they read after folding; a space stands for any run of white
space or hyphens. What is here is taken before the words of young.py where both begin at the same place or before it.
"""

# Who is only like someone young.
SIMILES = r"""
(?:blush|giggl|grin|laugh|smil|sigh|flush|stammer|felt|feel|danc|excit|nervous|beam|squeal|snigger|chuckl|fumbl|bicker|chatter|sulk)\w*
(?:(?:away|happily|again|together|back|out loud) )?like (?:a pair of |an? |two |some )?(?:(?:love
?sick|giddy|nervous|awkward|guilty|happy|excited|spoil(?:t|ed)|small) )?(?:school ?(?:girl|boy|kid)s?|teen
?agers?|child|children|kids?|boys?|girls?|lads?)(?!\w), (?:kiss|neck)\w* like (?:two |a pair of )?(?:teen
?agers|kids)(?!\w), like an? (?:love ?sick|giddy|awkward) (?:school ?(?:girl|boy|kid)|teen ?ager|boy|girl)(?!\w),
(?:giddy|nervous|excited|happy|eager|proud|pleased|helpless|shy) as (?:an? |two )?(?:school ?(?:girl|boy)s?|teen
?agers?|child|children|kids?|boys?|girls?)(?!\w), (?:kicher|lach|errot)\w+ wie (?:zwei |eine?
)?(?:teenager|schulmadchen|schuler|schulkinder|backfische?|kinder)(?!\w), (?:reian?|riendo|rieron|ruboriz\w+|sonroj\w+)
(?:\w+ )?como (?:una? |dos |unos )?(?:adolescentes?|colegial(?:as?|es)?|quinceaneras?|nin[oa]s)(?!\w),
(?:riai\w+|rire|rirent|glouss\w+|rougi\w*|pouff\w+) comme (?:une? |des |deux
)?(?:adolescente?s?|collegien(?:ne)?s?|ecolieres?|gamine?s?|enfants?)(?!\w), (?:ride\w*|rise\w*|arross\w+) come (?:una?
|due |dei |delle )?(?:ragazzin[aoie]|bambin[aoie]|adolescent[ei]|scolarett[aei])(?!\w),
(?:ria|riam|rindo|riu|cor(?:ou|aram|ava)) como (?:uma? |dois |duas
)?(?:adolescentes?|criancas?|colegia(?:l|is)|menin[ao]s?)(?!\w), (?:giechel|lach|bloos|bloz)\w+ als (?:een |twee
)?(?:tieners?|schoolmeisjes?|pubers?|kinderen|kind)(?!\w)
"""

# Who works with the young.
TEACHERS = r"""
professor(?:e|essa|i) (?:di|del|al) liceo\b, (?:professeure?s?|prof|enseignante?s?) (?:de|au|en) (?:lycee|college)\b,
lehrer(?:in|innen)? (?:am|an einem|an|an einer|an der|auf einem)
(?:gymnasium|(?:grund|haupt|real|gesamt|ober|mittel)schule)\b,
(?:grundschul|hauptschul|realschul|gesamtschul|oberschul|gymnasial|kindergarten)(?:lehrer|rektor|direktor|leiter)\w*,
profesor(?:a|es)? (?:de|en el|en un) (?:instituto|secundaria|colegio)\b, (?:taught|teach(?:es|ing)?) (?:the
)?(?:(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)
(?:grade|form)|kindergarten|(?:high|middle|primary|elementary) school|sixth form), (?:head ?mistress|head ?master|head
?teacher|principal|matron|governor|chaplain|bursar) (?:of|at) (?:an?|the) (?:\w+ )?(?:(?:girls|boys)' )?(?:\w+ )?school,
(?:kindergarten|preschool|nursery school|primary school|elementary school|middle school|high school|secondary
school|grade school|grammar school|school)
(?:teachers?|principals?|headmasters?|headmistress(?:es)?|nurses?|secretar(?:y|ies)|librarians?|counsell?ors?|caretakers?|janitors?|inspectors?|governors?|cooks?|cleaners?|porters?|bus
drivers?)\b(?!'s), (?:enseign(?:e|ait|ent|er)|professeure?|prof|travaill(?:e|ait))
(?:(?:depuis|toujours|encore|l'\w+|les \w+|le \w+) )*(?:au|dans un|en) (?:lycee|college)\b,
(?:unterrichtete?|arbeitete?) (?:\w+ )?(?:am|an einem|an einer|an der|in einem|in einer|im)
(?:gymnasium|(?:grund|haupt|real|gesamt|ober|mittel)schule|kindergarten)\b, ensena(?:ba|ban)? (?:\w+ )?en (?:el|un)
instituto\b, insegna(?:va)? (?:\w+ )?(?:al|in un|nel) liceo\b, (?:ensina(?:va)?|dava aulas|da aulas) (?:\w+ )?(?:no|num)
liceu\b, (?:leraar|lerares|leerkracht|docente?|juf|meester|directeur|(?:gaf|geeft|geven) les|werkte?) (?:op|aan|in|van)
(?:een|het|de) (?:gymnasium|middelbare school|basisschool|kleuterschool|havo|vwo|vmbo|mavo)\b,
(?:institut(?:eur|rice)|maitre|maitresse|direct(?:eur|rice)|enseignante?|professeure?) (?:d'|de |de l'|dans une |dans
l'|a l')ecole (?:primaire|maternelle|elementaire)\b,
(?:maestr[oaei]s?|profesor(?:a|es|as)?|professor(?:a|es|as|i|essa)?|insegnante|docentes?|direct?(?:or|ora|tore|trice)|ensena(?:ba)?|insegna(?:va)?|ensina(?:va)?|daba
clases|dava aulas) (?:de|da|do|di|en|em|in|al|alla|no|na|num|numa|nel|nella) (?:la |el |o |un |una |uma )?(?:escuela
|escola |scuola )?(?:primaria|secundaria|bachillerato|instituto|ensino
(?:medio|fundamental)|liceu|liceo|media|elementare|superiore|basica|materna|infantil|ginnasio)\b,
(?:taught|teach(?:es|ing)?|works?|worked) (?:\w+ )?(?:at|in) (?:an?|the) (?:\w+ )?(?:kindergarten|creche|preschool|day
?care(?: cent(?:re|er))?|(?:nursery|primary|elementary|middle|high|secondary|grade|grammar|boarding) school)\b
"""

# Words of WEAK that say nothing of someone young: idioms, grown children, children only wished for.
NO_YOUNG = rf"""
{SIMILES.rstrip()}, {TEACHERS.strip()}, (?:girls|boys|lads)'? (?:night|trip|weekend|lunch|evening|day)
(?:out|off|away|in|together|with|for), (?:girls|boys|lads)'? nights?,
(?:good|bad|old|golden|career|party|working|call|cover|chorus|pin up|it|college|sorority|frat|fraternity|big city)
(?:girl|boy)s?, atta ?(?:girl|boy), that's my (?:girl|boy), girl (?:friday|power|talk|crush), boys will be boys,
(?:oh|boy oh) boy, boy(?=[,!] (?:was|is|did|does|had|am|what|that|how)\b), boy ?bands?, (?:beach|backstreet|pet
shop|beastie|jersey|wonder) boys, (?:spice|gilmore|golden|calendar|derry|bond|mean|material) girls?,
(?:girl|boy|child|lad) (?:that )?(?:he|she|i|they|you) (?:had )?(?:once )?(?:been|used to be)(?! when),
(?:lost|buried|mourn\w*|grieving|grieved) (?:a|their|his|her|our|my) (?:child|son|daughter|baby), baby ?sitter (?:had
|has )?cancel+ed, (?:find|found|get|got|hired?|book(?:ed)?|need(?:ed)?) (?:a|another) baby ?sitter, boy ?toys?, toy
?boys?, one of the (?:boys|lads|girls), (?:the )?(?:boys|lads|girls) (?:at|from|in) (?:the
)?(?:office|bar|pub|work|club|force|precinct|regiment|squad|firm|accounts|garage|station|factory|bank),
(?:mama|mummy|mommy|mother|mum)'s boys?, child's play, child (?:care|support|free|minders?|benefit),
(?:inner|brain|poster|flower|man) child, (?:an|was the) only child, with child(?! (?:porn|abuse|sex)), childhood
(?:sweetheart|home|friend|bedroom|memor|crush|house|street|village|town|dream|fear|summer|holiday|hero)\w*,
(?:house|home|street|village|town|city|garden|place|places|smell|taste|songs?|summers?|sea|river|church|kitchen|dreams?|friends?|heroes|hero|landscape|language)
of (?:his|her|my|their|our) (?:childhood|youth|boyhood|girlhood), children's
(?:books?|authors?|writers?|illustrators?|literature|hospitals?|charit(?:y|ies)|publishers?|librarians?|television),
(?:grown|grown up|adult|married|elderly|middle aged|ageing)
(?:child|children|kids|sons?|daughters?|stepsons?|stepdaughters?|nephews?|nieces?),
(?:child|children|kids|sons|daughters|twins|boys|girls|youngest|eldest) (?:were|was|are|is|had|have|now|all|both|being)
(?:(?:all|both|now|already|long|since|long since|well|fully|been) )*(?:grown|adults?|married|out of the
house|flown|middle aged|retired|at (?:college|university)), (?:no|without|never had|not want|didn't want|wanted no|don't
have|didn't have|have no|had no|having no|never have|not have|couldn't have|can't have) (?:any
)?(?:children|kids|sons?|daughters?),
(?:try\w*|hop(?:e|ed|ing)|long(?:ed|ing)?|wish(?:ed|ing)?|ready|wait(?:ed|ing)?|pray(?:ed|ing)?|plan\w*) for
(?:a|another|the|their|our) (?:baby|child|son|daughter), (?:want(?:ed|ing|s)?|have|having|make|making) (?:a|another)
baby, (?:have|having|conceiv(?:e|ed|ing)|expecting|carry|carrying|carried|adopt(?:ing|ed)?|bear|bearing|raise|raising)
(?:a|another|his|her|their|our|your|my) (?:baby|child|children|kids), (?:have|having|raise|raising) (?:children|kids),
(?:baby|child) (?:was|is) what, (?:project|car|company|bar|restaurant|boat|bike|business|garden|house|book|shop|firm)
(?:was|is|had been) (?:her|his|my|their|our) baby, (?:the|a|her|his|their) baby
(?:face|grand|blue|boomer|bump|shower|steps?|powder|oil|fat|spinach|carrot)s?, son of a (?:bitch|gun|whore|sea cook),
(?:son|daughter|sons|daughters) in law, sons? of (?:anarchy|god|man|the soil), father (?:and|to) son (?:business|firm),
left school (?:\w+ ){{1,3}}(?:years|decades) (?:ago|before|earlier), (?:had|has) left school, left school at
(?:1[4-8]|fourteen|fifteen|sixteen|seventeen|eighteen), kid gloves, kids' stuff, new kids? (?:on the block|in town),
baby face[ds]?, kiddo(?<=,\skiddo)(?= ?[.,!?"']), sons? and (?:daughters?|sons?) in law, (?:a|any|some) kid in a
(?:candy|sweet|toy) (?:store|shop), (?:in|since|from|of|lost|long lost|fading|past|eternal|second|misspent)
(?:(?:his|her|my|their|our|its) )?youth(?! of), youth (?:hostel|movement)s?, youth is wasted, (?:gone|went|been|go) to
(?:the same )?school (?:with|together), school
(?:days|secretar(?:y|ies)|boards?|fees|run|librarians?|nurses?|counsell?ors?|caretakers?|janitors?|inspectors?),
(?:drove|drives|driving|drive) (?:the|a) school bus, school bus drivers?,
(?:giddy|nervous|excited|happy|eager|proud|pleased|helpless|shy|trusting|innocent) as (?:a |an |two |some )?(?:\w+
)?(?:child|children|kids?|boys?|girls?|lads?), childlike
(?:joy|delight|wonder|glee|pleasure|enthusiasm|excitement|curiosity|faith|trust|simplicity|awe|happiness|abandon)(?!
(?:in|at|of) (?:his|her|my) (?:body|flesh|touch)), pregnant with (?:(?:his|her|their|our|my|your|a|another|the)
)?(?:first |second |third |fourth |last )?(?:child|children|baby|son|daughter),
(?:have|had|having|bear|bore|bearing|raise|raised|expect(?:ed|ing|s)?|conceiv(?:e|ed|ing)|carr(?:y|ied|ying)|deliver(?:ed|ing)?|adopt(?:ed|ing)?|birth
to) (?:his|her|their|our|my|your) (?:first|second|third|fourth|fifth|next|last|unborn) (?:baby|child|son|daughter),
(?:children|kids|sons?|daughters?|youngest|eldest) (?:had |have |has )?(?:(?:all|both|long|long since|just) )*(?:left
home|moved out|flown the|left for (?:college|university)|gone (?:off )?to (?:college|university)), kinderen
(?:waren|zijn) (?:\w+ )?(?:het huis uit|volwassen|groot|uitgevlogen), de kinderen (?:waren|zijn) (?:\w+ )?(?:het huis
uit|volwassen|groot|uitgevlogen), birth of (?:their|his|her|our|my) (?:first |second |third |last
)?(?:child|son|daughter|baby), girl in every port, neither (?:of them )?(?:had |ever )*(?:wanted|wants|had) (?:any
)?(?:children|kids), children's (?:doctors?|nurses?|wards?|wings?), (?:keine|ohne|nie) kinder,
(?:die|ihre|seine|unsere|beide|alle) kinder (?:waren|sind) (?:(?:langst|schon|alle|beide|nun|inzwischen)
)*(?:erwachsen|gross|aus dem haus), madchen fur alles, (?:sans|pas d'|pas eu d'|jamais eu d'|point d'|aucun)(?:autres?
)? ?enfants?, (?:sin|ni|no (?:tenian?|tuvieron|tuvo|tenemos|tienen?)) hij[oa]s, (?:senza|ne|non
(?:avevano|aveva|ebbero|ebbe|hanno|ha|abbiamo)|niente) figli, (?:sem|nem|nao (?:tinham?|tiveram|teve|temos|tem))
filh[oa]s, (?:geen|zonder) kinderen, like (?:a |two |some |an )?(?:kids?|child|children) (?:in a (?:candy|sweet|toy)
(?:store|shop)|at christmas|on christmas|with a new toy), jeux? d'enfants?, vieux garcons?, vieilles? filles?, garcons?
de (?:cafe|salle|bureau|courses),
(?:avoir|faire|attendre|attend|attendait|attendaient|attendent|vouloir|voulait|voulaient|veulent|veut|esperait|esperaient|desirait|desiraient)
(?:un|des) (?:bebe|enfant)s?, enfants? (?:deja )?(?:adultes?|majeurs?|grands|maries), enfants(?:,| etaient)? (?:tous
|deja )?(?:adultes|majeurs|grands|maries), bebe(?<=["'-]bebe)(?= ?[.,!?"']), bebe(?<=["'-]\sbebe)(?= ?[.,!?"']),
bebe(?<=,\sbebe)(?= ?[.,!?"']), nena(?<=["'-]nena)(?= ?[.,!?"']), nena(?<=,\snena)(?= ?[.,!?"']), juegos? de nin[oa]s,
hij[oa]s[,]? (?:ya )?(?:eran |estaban )?(?:adult[oa]s|mayores|crecid[oa]s|casad[oa]s),
(?:tener|tuvieran?|quer(?:er|ia|ian)|espera(?:ba|ban|r|n)?|desea(?:ba|ban|r)?) (?:tener )?(?:una?
)?(?:hij[oa]s?|bebes?|nin[oa]s?), hij[oa]s? de puta, chicas? de compania, gioc(?:o|hi) da ragazzi,
(?:avere|aver|fare|volere|volevano|voleva|desiderava\w*|aspett\w+) (?:un |una |dei
)?(?:bambin[oia]|figli[oa]?|bimb[oi]), figli[,]? (?:ormai |gia )?(?:erano )?(?:adulti|grandi|sposati), figli[oa]? di
(?:puttana|buona donna), (?:mia|tua|sua) ragazza, (?:mio|tuo|suo) ragazzo, ragazza squillo, brincadeiras? de criancas?,
filh[oa]s[,]? (?:ja )?(?:eram )?(?:adult[oa]s|crescid[oa]s|maiores|casad[oa]s),
(?:ter|terem|quer(?:er|ia|iam)|espera(?:va|vam|r)?) (?:ter )?(?:uma? )?(?:filh[oa]s?|bebes?|criancas?), filh[oa]s? da
puta, alter knabe, erwachsene[nrm]? (?:kinder[ns]?|sohne?n?|tochter|kind), kinder waren (?:langst |schon |alle |beide
)?(?:erwachsen|gross|aus dem haus), (?:ein kind|kinder) (?:zu
)?(?:bekommen|kriegen|haben|wollen|wollten|erwarte\w*|zeugen), volwassen (?:kinderen|kind|zoon|zonen|dochters?), (?:een
kind|kinderen) (?:te )?(?:krijgen|hebben|willen|wilden|verwacht\w*)
"""

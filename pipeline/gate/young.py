"""The words for young people behind the adults-only gate, in the languages it covers; ages are in numbers.py.

Fragments of regular expressions, separated by commas, as they read after folding: lower case, no accents, straight
apostrophes. A space stands for any run of white space or hyphens. CONTRIBUTING says how to change them.
"""

# School years: pupils of schools that one leaves at about eighteen.
SCHOOL = r"""
(?:was|were|is|am|be|been|she's|he's|i'm) (?:still |then |now )?(?:in |at |a |an )(?:the
)?(?:year|yr|y|grade|form|standard|std|class|p|s)
?(?:(?:[1-9]|1[0-3])[a-f]?|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|v|vi{1,3}|ix|x)(?=\s*[.,;!?]|\s*$|
and | at | when ), (?:in|into|started|starting) (?:primary|secondary|sec|standard|std|form)
(?:[1-7]|one|two|three|four|five|six|seven)[a-f]?(?=\s*[.,;!?]|\s*$| in | at | and | when ),
(?:was|were|is|am|she's|he's|i'm) (?:still |then |now |only |just )*in (?:the
)?(?:sixth|seventh|eighth|ninth|tenth|eleventh|twelfth)(?=\s*[.,;!?]|\s*$), (?:the|her|his|their) eleven plus, what
(?:year|grade|form) (?:are|is|was|were) (?:you|she|he|they) in, (?:in|into) homeroom, confirmation
(?:class(?:es)?|candidates?), at (?!(?:the|her|his|my|a) )[a-z]+ (?:middle|elementary|junior high)(?=\s*[.,;!?]| was |
when | next | and ), homeroom teachers?, (?:was|were|is|am|war|ist|she's|he's|i'm) (?:still |then |now )?in (?:the |der
)?(?:(?:[5-9]|1[0-2])th(?=\s*[.,;!?]|\s*$)|(?:[5-9]|1[0-3]) ?[a-d](?=\s*[.,;!?]|\s*$| at )), in 1?[0-9]?[a-d] at the
(?:grammar|comprehensive|academy|gymnasium), (?:lower|upper|middle) (?:third|fourth|fifth|sixth|remove|school), in the
remove, transition year, (?:junior|leaving) cert(?:ificate)?, plus two(?=\s*[.,;!?]), matric, frosh, homecoming
(?:queen|king|dance), (?:jv|junior varsity)(?: (?:squad|team))?, learner's permit, gym ?slips?, bobby ?soxers?,
(?:primaner|sekundaner|tertianer|pennaler)(?:in(?:nen)?|s|n)?, mittlere[nr]? reife, in die
(?:funfte|sechste|siebte|achte|neunte|zehnte|elfte|zwolfte)(?=\s*[.,;!?]), in (?:der|die) (?:[5-9]|1[0-3])[a-e],
(?:elle|il|j'|je) ?(?:est|etait|suis|etais|entrait|entre|rentrait|rentre|passait) en
(?:sixieme|cinquieme|quatrieme|troisieme|seconde|premiere|terminale)(?!
(?:classe|ligne|main|position|place|page|partie|instance|lecture|division)), terminale [lse]{1,2}s?, ginnasial[ei],
bakvis(?:sen|je|jes)?, groep (?:een|twee|drie|vier|vijf|zes|zeven|acht),
(?:pass(?:e|ait|er|a)|prepar(?:e|ait|er|a)|revis(?:e|ait|er)) (?:son|le|mon) (?:brevet|bac|baccalaureat), eindexamen
(?:havo|vwo|vmbo|mavo), (?:freshman|sophomore|junior|senior|student|pupil|cheerleader|quarterback) (?:year
)?(?:at|in|of) \w+ high(?! (?:profile|risk|end|quality|altitude))(?!\w), (?:year|yr) (?:[7-9]|1[0-3]) (?:common
room|dance|classmates?|form|exams?|disco|prom), (?:was|were|is|a|in|of) (?:year|yr) (?:[7-9]|1[0-3])(?=\s*[.,;!?]),
(?:the|a|her|his|my|at|le) lycees?(?! (?:teacher|principal)), grade (?:vii|viii|ix|x|xi|xii)(?=\s|[.,;!?]), class
(?:[6-9]|1[0-2]|ix|xi|xii|viii) (?:student|pupil|girl|boy|kid)s?, (?:her|his|my|their|your)
(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|[0-9](?:st|nd|rd|th)|1[0-2]th)
grade teacher, grade (?:[1-9]|1[0-2]|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?!
(?:tumou?r|sprain|prolapse|listed|cancer|titanium|burn|tear|injury|steel|a)),
[0-9](?<![0-9].)[0-3]?(?![0-9])(?:(?:st|nd|rd|th)? (?:grade(?:rs?)?|form(?:ers?)?)(?! (?:teacher|class
?room|wound|steak|sprain|tear|burn|laceration|a))|\.? ?klass(?:e\w*|ler(?:in(?:nen)?)?)|(?:o|ro|to|do) de (?:la
)?(?:eso|primaria|secundaria|bachillerato)|o ano|a serie| (?:havo|vwo|vmbo|mavo)), in (?:year|yr|form)
(?:[7-9]|1[0-3]|four|five|seven|eight|nine|ten|eleven|twelve|thirteen)(?! (?:of|at the|as)), (?:year|yr)
(?:[7-9]|1[0-3]|seven|eight|nine|ten|eleven|twelve|thirteen)s?(?: (?:at|pupil|student|girl|boy|class|tutor)\w*), year
(?:nines|tens|elevens|sevens|eights|twelves), (?:third|fourth|fifth|lower|upper) form(?:ers?)?, (?:lower|upper) sixth,
sixth form(?:ers?)?, gcses?, a[-]levels?, o[-]levels?, a levels, o levels,
(?:her|his|my|their|the|for|sat|sitting|taking|doing) (?:a|o) levels?, key stage [1-4], school
?(?:girl|boy|child|children|kid|mate)s?, school aged?, school uniforms?,
(?:high|middle|elementary|primary|grade|secondary|junior high|prep|boarding|grammar) schoolers?, (?:junior high|middle
school|elementary school|primary school|grade school|grammar school|secondary school|boarding school|comprehensive
school|prep school|public school|convent school|reform school|junior school|infant school)s?(?!
(?:teachers?|principal|headmaster|headmistress|days)), high
school(?<!since\shigh\sschool)(?<!after\shigh\sschool)(?<!finished\shigh\sschool)(?<!left\shigh\sschool)(?<!of\shigh\sschool)(?!
(?:teacher|principal|reunion|diploma|sweetheart|education|dropout|graduate|degree)s?), high school
(?:student|girl|boy|freshman|sophomore|junior|senior|cheerleader|kid|pupil|prom|virgin|crush)s?, hs
(?:student|freshman|sophomore|junior|senior|girl|boy)s?, (?:freshman|sophomore|junior|senior)s? (?:in|at) (?:high
school|hs), (?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth)
(?:grade(?:rs?)?|form(?:ers?)?)(?! (?:teacher|class ?room|wound|steak|sprain|tear|burn|laceration)), home ?schooled,
kindergart(?:en|ners?|eners?), pre ?school(?:ers?)?, pre k, k 12, nursery school, day ?care, girl (?:scout|guide)s?,
(?:boy|cub|sea|beaver|explorer) scouts?, high ?schoolers?, choir ?boys?, altar boys?, collegien(?:ne)?s?,
lyceen(?:ne)?s?, (?:au|du|le|un|son|mon|leur|des) (?:lycee|college)s?(?! (?:de france|electoral|des)), ecolier(?:e)?s?,
ecole (?:primaire|maternelle|elementaire), en (?:classe de
)?(?:cp|ce1|ce2|cm1|cm2|6e|5e|4e|3e|6eme|5eme|4eme|3eme|terminale), (?:en|sa|une|ma|leur|cette) classe de
(?:sixieme|cinquieme|quatrieme|troisieme|seconde|premiere), eleves? (?:de|du|en|au)
(?:sixieme|cinquieme|quatrieme|troisieme|seconde|premiere|terminale|lycee|college|primaire|6e|5e|4e|3e|cm1|cm2), elle
est en (?:sixieme|cinquieme|quatrieme|troisieme|seconde|premiere), schulmadchen, schuljungen?, schulkind\w*,
(?:mit|)schuler(?:in(?:nen)?|n)?, gymnasiast(?:in(?:nen)?|en)?, (?:das|dem|ein|eines|am|aufs|im|vom|zum|ins|auf|het|op
het) gymnasium, grundschul\w*, realschul\w*, hauptschul\w*, gesamtschul\w*, oberschul\w*, oberstufe\w*, mittelstufe\w*,
unterstufe\w*, abiturient(?:in(?:nen)?|en)?, vor dem abitur, kindergarten\w*, konfirmand(?:in(?:nen)?|en)?, (?:in
(?:die|der) (?:ersten?|zweiten?)|(?:dritt|viert|funft|sechst|siebt|siebent|acht|neunt|zehnt|elft|zwolft)e[nr]?)
klasse\w*, klasse (?:[1-9]|1[0-3]), klassler(?:in)?,
(?:funft|sechst|siebt|acht|neunt|zehnt|elft|zwolft)klassler(?:in(?:nen)?)?, in der
(?:siebten|achten|neunten|zehnten|elften) (?:klasse|jahrgangsstufe)?, colegial(?:as?|es)?, escuela
(?:primaria|secundaria), (?:en el|del|al|de) instituto(?! (?:de|del|nacional)), (?:de|en|la)
(?:secundaria|preparatoria|prepa|primaria|parvulario|guarderia), (?:el|de|en) bachillerato,
(?:estudi|curs)(?:a|aba|o|ando) (?:el |la |primero de |segundo de )?(?:bachillerato|secundaria|eso|preparatoria|prepa),
(?:machte?|schrieb) (?:im|in|nachstes|dieses|bald|gerade|erst|ihr|sein|das) (?:\w+ ){0,3}abitur,
(?:derde|vierde|vijfde|zesde|[3-6]e) klas(?:se)?(?! (?:reis|coupe|hotel)), (?:fazia|faz|frequentava|frequenta|cursava)
(?:o )?(?:secundario|liceu|ginasio|colegial), (?:de la|la|en la) eso(?=\s*[.,;:!?]|\s*$),
(?:primero|segundo|tercero|cuarto|quinto|sexto) de (?:la )?(?:eso|primaria|secundaria|bachillerato), liceist[ae]s?,
escolar(?:es)?(?! (?:bus|ano)), alumn[oa]s? de (?:instituto|primaria|secundaria|eso|bachillerato|colegio), estudiantes?
de (?:secundaria|preparatoria|instituto|bachillerato|prepa|primaria|liceo), scolar[ae], scolarett[aei], liceal[ei],
(?:al|del|il|di|un) (?:liceo|ginnasio), scuol[ae]
(?:media|medie|elementar[ei]|primaria|superior[ei]|materna|dell'infanzia), (?:alle|delle|le)
(?:medie|elementari|superiori), (?:prima|seconda|terza|quarta|quinta) (?:media|elementare|superiore|liceo),
student(?:e|essa|i|esse) (?:di|del|delle) (?:liceo|medie|superiori|scuola), asilo nido, alun[oa]s? (?:do|da|de)
(?:ensino medio|ensino fundamental|colegio|liceu|secundario|escola|primaria|secundaria), (?:no|do|o) (?:ensino
(?:medio|fundamental|secundario)|liceu|colegial), ensino (?:medio|fundamental), escola (?:primaria|secundaria|basica),
(?:quinto|sexto|setimo|oitavo|nono|decimo) ano(?=\s*[.,;:!?]|\s*$| do| da| de), (?:quinta|sexta|setima|oitava) serie,
jardim (?:de|da) infancia, schoolmeisjes?, schooljongens?, schoolkind(?:eren)?, scholier(?:e|en|es)?, brugklas\w*,
basisschool\w*, (?:op de|van de|de) middelbare school, middelbare scholier\w*, middelbare school, (?:in|op|uit|van)
(?:de |het )?(?:havo|vwo|vmbo|mavo)(?: [1-6])?, groep [1-8](?= ?[.,;:!?]|\s*$| van), kleuter(?:school|klas)\w*,
(?:to|into|from|his|her|my|their|our) (?:year|yr) (?:[7-9]|1[0-3]|seven|eight|nine|ten|eleven|twelve|thirteen)(?!
(?:of|plan|bonds?|profits?|marriage|together)), (?:year|yr) (?:[7-9]|1[0-3])
(?:set|maths?|english|science|history|assembly|trip|lessons?|register|group), (?:first|second|third|fourth|fifth|sixth)
years? (?:at|in) (?:the )?\w+ (?:high|academy|grammar|comprehensive|secondary)(?!\w), (?:freshman|sophomore|junior
varsity|jv) (?:cheer\w*|football|basketball|swim\w*|track|soccer|volleyball|softball)(?: (?:team|squad|coach))?,
(?:sit|sits|sitting|sat|take|taking|took|revis\w+ for) (?:her|his|my|their|for|the) mocks,
(?:redoublait|redouble|doublait|quittait|finissait|commencait|fini|termine|commence) (?:la|sa|en)
(?:sixieme|cinquieme|quatrieme|troisieme|seconde|premiere|terminale)(?!
(?:fois|place|marche|position|bouteille|lettre|cigarette|page|partie|guerre|tasse)), school(?<!old\sschool)
?(?:bag|satchel|tie|blazer|pinafore)s?, schuluniform\w*, schooluniform\w*, uniformes?
(?:scolaires?|escolar(?:es)?|d'ecole|(?:del?|do|da) (?:la )?(?:colegio|escuela|escola|liceu)), divis[ae] scolastic\w+,
grembiul\w+ (?:scolastic\w+|della scuola), ancora a scuola, ainda (?:andava|anda|estava) na escola, noch (?:zur|in die)
schule, nog op school, todavia (?:iba|va) al? (?:colegio|escuela), brownie (?:pack|uniform|guide)s?, cubs? pack, girl
?guides?, guide uniform, messdiener(?:in)?, ministrant(?:in(?:nen)?|en)?, monaguill[oa]s?, chierichett[oia],
misdienaars?, enfants? de choeur, coroinhas?, menin[oa]s? d[eo] coro, kinderchor, [a-f] jugend, (?:equipo|equipa|liga)
(?:infantil|cadete|juvenil|alevin|benjamin), jeannettes, louveteaux?
"""

# Words that name an age below eighteen, or stand for one.
AGE_CODED = r"""
(?:los\w+|still had|had|shed\w*|with|missing)
(?:(?:still|her|his|my|their|some|a|few|one|last|first|most|all|several|of|another) )*(?:milk|baby) ?(?:teeth|tooth)(?!
necklace), un+d+e?r+a+g+e+d?, in (?:her|his) (?:nonage|minority), (?:thir|four|fif|six|seven)te{3,}n(?:s|th)?, nicht
(?:straf|ehe|religions)mundig, (?:verge|cusp|brink|threshold|edge|eve) of (?:womanhood|manhood|adulthood|puberty), not
(?:yet|quite) a(?: grown)? (?:woman|man), (?:hadn't|hasn't|had not|has not|not) (?:yet )?(?:finished|stopped|done)
growing, (?:hadn't|hasn't|had not|has not) (?:yet )?(?:begun|started|got|had) (?:to menstruate|menstruating|her (?:first
)?periods?), first bra(?=\s*[.,;!?]|\s*$), not (?:yet |even )?in (?:her|his|my) twenties,
(?:three|four|five|six|seven|[3-7]) years (?:shy of|short of|under|below|from|away from|younger than)
(?:twenty|20)(?![\w-]| (?:one|two|three|four|five|six|seven|eight|nine)), too young by (?:\w+ ){1,2}(?:years?|months?),
(?:not|isn't|wasn't) (?:be )?(?:legal|of age|an adult) (?:for|until|till), te{3,}n\w*, te+n+a?g+e?r+s?, tee? ?n ?agers?,
s[ck]h?o+l ?g[iu]?r+l+[sz]?, jail ?b8s?, sub 18s?, u ?18s?, de ?ag(?:ed|ing)(?! (?:beef|wine)), age regress\w+, aged
down, schutzalter\w*, (?:edad|eta|idade|age|leeftijd) (?:de|del|do|du|van) (?:consent\w+|consens\w+), majorite sexuelle,
detournement de mineur\w*, festa de (?:debutante|quinze anos), fiesta de quince\w*, pas (?:encore )?l'age(?=\s*[.,;!?]|
legal| requis| de (?:voter|conduire|boire|consentir|la majorite)), (?:darf|durfte|konnte) (?:sie |er |ich )?noch nicht
(?:wahlen|heiraten|fahren|auto fahren), (?:mocht|mag|kon|kan) (?:ze |hij |ik )?nog niet (?:stemmen|rijden|trouwen),
(?:ne pouvait|ne peut) pas encore (?:voter|conduire), (?:todavia|aun) no (?:podia|puede) (?:votar|conducir), non poteva
ancora (?:votare|guidare), ainda nao podia (?:votar|dirigir|conduzir), (?:wurde|werde|wird) (?:sie |er |ich
)?volljahrig(?=\s*[.,;!?]), still in the (?:schoolroom|nursery), (?:his|my) voice (?:had|has|having)(?: not|n't|) (?:yet
|only just |just |recently )?(?:broken|begun to break|started to break)(?= ?[.,;:!?]|\s*$| and| when| yet| but),
(?:his|my) voice hadn't (?:yet )?broken, before (?:his|my) voice broke, (?:his|my) voice was (?:still
)?(?:breaking|unbroken), voix (?:n'avait pas encore mue|n'a pas encore mue|muait|mue), stimmbruch, baard in de keel,
(?:cambio|cambiando|cambiaba|cambiado) (?:de|la) voz, muta(?:re|va|zione)? (?:della|la) voce, mudanca (?:de|da) voz,
(?:ein |noch )?halbe[sn]? kind(?:er)?, half (?:a|still a) child, (?:a peine|tout juste) (?:sortie? )?de l'enfance,
(?:apenas|recien) (?:salia|salido|salida|salio|saliendo) de la (?:infancia|ninez), appena (?:uscit[oa]|fuori)
dall'infanzia, mal (?:saira|saiu|saida|saido|deixara) (?:d?a )infancia, kaum (?:den kinderschuhen|der kindheit)
entwachsen, nauwelijks de kinderschoenen ontgroeid, (?:just|newly|hardly|scarcely) out of
(?:childhood|nappies|pinafores|short trousers|the nursery|primary|grade school), wards? of (?:the
)?(?:court|state|crown|county), pupilles? de la nation, (?:adult|older man|older woman|teacher|man|woman|milf|daddy)
?[/x+] ?(?:minor|child|teen|preteen|tween|schoolgirl|schoolboy|underage)s?, (?:minor|child|teen|preteen|tween) ?/
?(?:adult|teacher)s?, scho+lgirls?, shcoolgirls?, shcoolboys?, still (?:wearing|in) (?:pigtails|braces)(?=
?[.,;:!?]|\s*$| and| when), san quentin quail, smol bean, (?:ainda|todavia|aun|ancora) (?:era )?menore?(?=\s*[.,;!?]),
emancipated minors?, unemancipated minors?, (?:the|a|this|that|each) minors?'s?, p(?:a)?ediatric
(?:patient|case|age|population|examination|gyn\w+|exam)s?, tanner (?:stage)? ?(?:[1-4]|i{1,3}|iv), first
(?:menses|menstruation), not (?:yet )?(?:begun|started) to menstruate,
(?:not|wasn't|isn't|weren't|aren't|never|hardly|barely|nowhere near|far from) (?:yet |even |quite )?old enough to
(?:vote|drive|drink|consent|marry|sign|buy|enlist), too young for (?:a|her|his) driv\w+ licen[cs]e, (?:could
not|couldn't|can not|cannot|can't|not able to|unable to) (?:yet )?(?:legally consent|consent legally), chicken ?hawks?,
(?:thir|four|fif|six|seven)teeners?, tweenies?, lo li ta, no (?:era|es|eran|son) (?:todavia |aun )?mayor(?:es)? de edad,
non (?:era|e|erano|sono) (?:ancora )?maggiorenn[ei], nao (?:era|e|eram) (?:ainda )?maior(?:es)? de idade, under\.age\w*,
(?:the|this|that) minor
(?:was|is|had|has|who|whom|whose|sent|said|says|told|did|were|could|would|and|by|with|to|testified|stated|consented|victim),
a minor(?<!in\sa\sminor)
(?:was|is|had|has|who|whom|whose|sent|said|told|testified|stated|could|would|involved|by|to|under|from|consented),
minderjaehrig\w*, schuelerin(?:nen)?, schueler, schulmaedchen, saeugling\w*, minor
(?:child|children|girl|boy|daughter|son|victim|female|male|student|sister|brother)s?, minor attracted, mineurs, school
?age, under ?ag(?:e|ed), below (?:the )?(?:legal )?age, not of (?:legal )?age, illegal age, jail ?baits?, pre ?teens?,
pre ?teenage\w*, tweens?, tweenagers?, teeny(?! (?:tiny|weeny|bit)),
teen(?:s|ie|ies|ager|agers|age|aged|ybopper|yboppers)?, teen age(?:r|rs|d)?, adolescen(?:ts?|ce), pre
?adolescen(?:ts?|ce), (?:pre|peri) ?pubescen(?:t|ce), pubescent, prepubescent, puberty, (?:pre|peri) ?pubert\w*,
minors(?! league), minor(?<=\ba\sminor)(?<!in\sa\sminor)(?=\s*[.,;:!?)"\']|\s*$| and | when | at | who | in the eyes| by
law| or | with | under ), (?:was|is|were|are|still|being|legally) (?:both )?minors?(?=\s*[.,;:!?)"\']|\s*$| and | when |
at the | who | by law), juveniles?, juvenile (?:girl|boy|female|male)s?, loli(?:s|ta|tas|con|cons|kon)?, lolitas?,
shota(?:s|con|cons)?, toddlercon, cunny, nymphet(?:te)?s?, ephebe, p(?:a)?edo(?:s|phil\w*)?, hebephil\w+, ephebophil\w+,
pthc, csam, csem, kiddie (?:porn|sex), child porn\w*, age ?play\w*, ddlg, ddlb, abdl, statutory, age of consent, under
the legal age, too young to (?:consent|sign|know about such|drink|drive|vote|marry), toddlers?, infants?(?!
(?:like|mortality|industr\w+|science|republic|nation|state|colony|company|formula)), new ?borns?, pupil at (?:the|a)
school, child (?:bride|sex|abuse|molest\w+|groom\w*|model|star|actor|actress|prostitut\w+|marriage)s?, half ?grown
(?:girl|boy)s?, (?:girl|boy) ?child, sweet sixteen, (?:little|lil|lil'|li'l) (?:girl|boy)s?, wee
(?:lass|lad|girl|boy)(?:ie|s)?, young ?lings?, budding (?:breasts?|chest|body|figure|womanhood),
(?:undeveloped|underdeveloped|half ?developed|barely developed|not yet developed|still developing)
(?:body|breasts?|chest|figure)?, training bras?, first period(?=\s*[.,;:!?]|\s*$| when| at), menarche, kindergartn\w+,
elementary ?aged?, girl of (?:tender|few) years, of tender (?:years|age), tender (?:years|age),
(?:thirteen|fourteen|fifteen|sixteen|seventeen) ?(?:going on|turning) (?:eighteen|thirty|twenty|18), mineures?,
(?:un|une|des|les|encore|etait|est|suis|etant|fille|personne|victime|garcon|ado) mineure?s?(?! (?:de
charbon|incident|detail|probleme)), pas (?:encore )?majeure?s?, bientot majeure?s?, ados,
(?:un|une|cet|cette|jeune|pre|mon|ma|son|sa|notre|leur|petite?) ado, fillettes?, garconnets?, (?:im|)puberes?,
prepuberes?, adolescente?s?, petite fille, petites filles, petit garcon, petits garcons, minderjahrig\w*, nicht
volljahrig, noch keine achtzehn, noch nicht (?:volljahrig|mundig), unmundig\w*, jugendlich(?:e[nrs]?), halbwuchsig\w*,
heranwachsende[rn]?, teenagerin(?:nen)?, teenies?, backfisch\w*, kleine[sn]? madchens?, kleine[rn]? jungen?,
vorpubertar\w*, pubertat\w*, kleinkind\w*, saugling\w*, menor(?:es)? de edad, quinceaneras?, adolescentes?,
preadolescent\w*, pubertad, (?:la|una|un|los|las|unos|unas|siendo|era|es|eran) menor(?:es)?(?=\s*[.,;:!?]|\s*$| de edad|
y | cuando| que), ninit[ao]s?, nenit[ao]s?, parvul[ao]s?, impuber(?:es)?, minorenn[ei], non (?:ancora )?maggiorenn[ei],
adolescenzial\w*, adolescent[ei], ragazzin[aoie], bambin[aoie], bimb[aoie], puberta, preadolescent\w+, neonat[oaie],
fanciulle, menor(?:es)? de idade, (?:de|di) menor, menininh[ao]s?, garotinh[ao]s?, puberdade, ninfetas?, novinhas?,
bebezinh\w+, minderjarig\w*, (?:nog |)niet meerderjarig, tieners?, tienermeisjes?, puber(?:s|teit|aal|ale)?, kleuters?,
peuters?, klein(?:e)? meisjes?, kleine jongens?, jongvolwassene onder de
"""

# Of age in the letter, chosen for the nearness of childhood.
BARELY_LEGAL = r"""
(?:was|is|been|turned|am|just) (?:only |just )?(?:eighteen|18) (?:minus|less|in|since|for|at|and|save) (?:all but |\w+
){0,2}(?:hours?|minutes?|days?|weeks?|months?|midnight|noon|calendar), (?:eighteen|18) since
(?:midnight|noon|today|yesterday|\w+day), (?:eighteen|18) (?:was|is|lay) (?:still |only |just |yet )?(?:\w+
){1,3}(?:away|off), (?:her|his|my|their) (?:eighteenth|18th) (?:was|is|lay|would be)(?: \w+){1,4} (?:off|away|ahead),
(?:newly|freshly|fresh) minted (?:eighteen|18|adults?|woman), (?:turn(?:s|ed|ing)?|bec(?:a|o)mes?) legal(?:
(?:on|at|in|today|tomorrow|tonight|next|this|last)|(?=\s*[.,;!?]|\s*$)), legal in (?:\w+
)(?:hours?|days?|weeks?|months?), (?:eighteenth|18th) (?:birthday|bday), out of high school, turned (?:eighteen|18)
(?:today|yesterday|last (?:week|month|night)|this (?:week|month|morning)|\w+ (?:days?|weeks?|months?) ago),
(?:eighteen|18) (?:and|&|plus) (?:1|one|a|two|2|three|3) (?:days?|hours?|weeks?), (?:she|he|i|girl|boy)(?:'s| has|
had)? (?:just )?(?:turned|turns|became|becomes) legal, (?:eighteen|18) (?:today|yesterday|and a day|and one day|at
last|years and one day), (?:barely|hardly|scarcely|only just) (?:legal|of age|an adult|a woman|adults?|out of
(?:school|childhood|her teens|his teens|diapers|pigtails|braces|the cradle|the nursery|grade school|training bras)),
(?:just|almost|nearly|not yet|not quite|not even|finally|now|freshly|newly|isn't|wasn't) (?:legal|of (?:legal )?age)(?!
(?:in|to|for|under|advice|action)), legal (?:teens?|at last|in (?:some|most|this|our|her|his)
(?:states?|countr\w+|county)), (?:barely|just|only just|freshly|newly|fresh|recently|just barely|only|finally|now)
(?:turned )?(?:eighteen|18)(?! (?:month|hour|minute|day|week|inch|mile|mil|dollar|pound|percent|hundred|year(?!s?
old|s? of age)|of |people|men|women|feet|foot|per|other|or|and over|and above|euro|degree|page|%)\w*)(?!
?(?:%|\+|[:.]\d)), waiting (?:for|until|till) (?:her|him|she|he) (?:to (?:turn|be)|turns?|is|was)
(?:eighteen|18|legal|of age), eve of (?:her|his|my) (?:eighteenth|18th), (?:days|weeks|months|hours|minutes)
(?:before|until|till|from) (?:she|he|i|they|her|his|my|their)(?: \w+)? (?:turn(?:s|ed|ing)?|eighteenth|18th)(?:
eighteen| 18| birthday)?, (?:before|until|till) (?:she|he|i|they|her|his|my|their)(?: \w+)?
(?:turn(?:s|ed)?|eighteenth|18th) (?:eighteen|18|birthday), (?:tout |)juste (?:majeure?s?|18 ans|dix huit ans), a peine
(?:majeure?s?|18 ans|dix huit ans), fraichement majeure?s?, (?:ihr|sein|dem|den) (?:18\.?|achtzehnte[rnsm]?)
geburtstag, (?:gerade|eben|grade) (?:erst |mal )?(?:volljahrig|achtzehn|18)(?: geworden)?(?!
(?:uhr|minuten|euro|kilo|stunden|tage)), frisch (?:volljahrig|achtzehn|18), kaum (?:volljahrig|achtzehn|18), recien
cumplid[oa]s? (?:los )?(?:18|dieciocho), acab\w+ de cumplir (?:los )?(?:18|dieciocho), apenas (?:mayor de edad|legal|18
anos|dieciocho), recien mayor de edad, appena (?:maggiorenne|diciottenne|18enne|diciotto anni|18 anni|compiuto), neo
?maggiorenne, (?:acab\w+ de|recem) (?:fazer |completar |completados )?(?:18|dezoito), mal (?:fez|completou|tinha)
(?:18|dezoito), net (?:achttien|18|meerderjarig)(?: geworden)?(?! (?:minuten|euro|uur)), pas
(?:achttien|18|meerderjarig) geworden, looks? (?:under ?age|like a (?:child|kid|little girl|schoolgirl)), old enough to
bleed, grass on the (?:field|pitch)
"""

# Young people, or words for them that adults use of adults too: only close to sexual content.
WEAK = r"""
child, child's, children\w*, childlike, childish\w*, childhood(?! (?:friend|sweetheart|home|bedroom|memor|crush)\w*),
kids?, kid's, kiddos?, kiddies?, boys?, boy's, girls?, girl's, girlies?, daughters?, daughter's,
(?:the|an?|his|her|my|your|our|their|whose|this|that|each|every|no|young|younger|elder|eldest|oldest|youngest|only|little|first|second|third|one|two|three|four|five|both|many|several|another|own|favou?rite|dear|good|bonnie|bonny|man's|woman's|mother's|father's|sister's|brother's|neighbou?r's|widow's|king's|doctor's|farmer's|teacher's|uncle's|aunt's|and|or|of|with)
sons?(?! (?:in law|of a (?:bitch|gun|whore)|of (?:anarchy|god|man)|and (?:daughter|son)s? in law)), sons?(?=
(?:and|or|who|whom|of|was|were|is|had|has|with|in|at|to|from|by|for|that|said|asked|sat|came|went|looked|would|could)|[,;:!?]),
sons(?=[.]), son's, (?:step|god) ?(?:daughter|son|child|children)s?, grand ?(?:daughter|son|child|children)s?, nieces?,
nephews?, youngsters?, youths?, lads?, laddies?,
(?:the|an?|his|her|my|your|our|their|whose|this|that|each|every|no|young|younger|elder|eldest|oldest|youngest|only|little|first|second|third|one|two|three|four|five|both|many|several|another|own|favou?rite|dear|good|bonnie|bonny|man's|woman's|mother's|father's|sister's|brother's|neighbou?r's|widow's|king's|doctor's|farmer's|teacher's|uncle's|aunt's|and|or|of|with)
lass, lass(?:es|ie|ies), lass of, moppets?, urchins?, waifs?, striplings?, (?:kid|little|younger|baby|lil)
(?:sister|brother|sis|bro|cousin)s?, (?:the|a|her|his|their) bab(?:y|ies)(?! (?:brother|sister|cousin)), grounded by
(?:her|his|my) (?:parents|mother|father|mum|mom|dad), allowed to stay up, past (?:her|his) bedtime, (?:her|his)
(?:parents'|father's|mother's|guardian's) (?:written )?consent, legal guardians?, foster
(?:mother|father|parents?|home|care|carers?|family|families|son|daughter|kid|child|children|sister|brother)s?,
babys[ai]ts?, schoolrooms?, (?:her|his|my) wards?(?! (?:nurse|sister|round|off)), babysitters?, baby ?sitting,
cheerleaders?, orphans?, brats?, tomboys?,
school(?<!law\sschool)(?<!medical\sschool)(?<!business\sschool)(?<!night\sschool)(?<!art\sschool)(?<!grad\sschool)(?<!graduate\sschool)(?<!old\sschool)(?<!drama\sschool)(?<!driving\sschool)(?<!nursing\sschool)(?<!med\sschool)(?<!since\shigh\sschool)(?<!after\shigh\sschool)(?!
(?:of
(?:medicine|law|thought|art|nursing|fish)|reunion|diploma|teacher|principal|sweetheart|degree|graduate|education)),
schools, classmates?, sophomores?(?<!college\ssophomore)(?<!university\ssophomore)(?!
(?:slump|novel|album|effort|season|film))(?! (?:year |in |at |of ){0,3}(?:the |a |her |his )?(?:state
)?(?:college|univers\w+)), prom(?: (?:night|queen|king|dress|date))?, (?:the|her|his|two|young) pupils? (?:at|of|in the
class)\w*, (?:her|his|my|a|the) (?:star |favou?rite |best |young |female |male )?pupil(?=\s*[.,;!?]| and| who),
maedchen\w*, playground, pigtails, flat chested, nubile, young ones?, young miss,
(?:une|la|sa|ma|jeune|jeunes|cette|les|des|deux|votre|leur) filles?, enfants?, gamin(?:e)?s?, gosses?, mioches?,
garcons?, (?:son|mon|leur|le) fils, bebes?, jeunette, pucelles?, eleves?, neveux?, kindern,
(?:(?:die|der|den|dem|ihren?|ihrer|seinen?|seiner|meinen?|meiner|unsere[nr]?|eure[nr]?|zwei|drei|vier|funf|keine|kleine[nr]?|alle|viele|beide[n]?|jungere[nr]?|ein|einen|mein|sein|ihr|unser)|das|the|[0-9]+)
kinder, kinder (?:und|waren|sind|spiel\w+|haben|hatten|sassen|schliefen|kamen|der|des|von),
(?:das|ein|dem|eines|als|kein|noch ein|het|een|dat|zijn|haar|mijn) kind(?:es|je|jes)?, kindlich\w*, kindes, madchen\w*,
madels?, (?:der|ein|den|dem|kleine|kleiner) (?:jungen?|bub(?:en)?)(?! (?:mann|frau|herr|dame)\w*), jungs, tochter\w*,
tochterchen, (?:der|ein|mein|sein|ihr|dein) sohn, knaben?, burschen?, bengel, schule, pausenhof, klassenkamerad\w*,
(?:die|der|den|dem|ihren?|ihrer|seinen?|seiner|meinen?|meiner|unsere[nr]?|eure[nr]?|zwei|drei|vier|funf|keine|kleine[nr]?|alle|viele|beide[n]?|jungere[nr]?|ein|einen|mein|sein|ihr|unser)
enkels?, enkelin(?:nen)?, enkelkind\w*, nichten?, neffen?, stieftochter, stiefsohn,
(?:la|una|las|esta|mi|su|pequena|unas|esa) ninas?, (?:el|un|los|este|mi|su|pequeno|unos) ninos?, nin[ao]s?, chic[oa]s?,
muchach(?:it)?[oa]s?, chama(?:c|quit)[oa]s?, pib(?:it)?[oae]s?, hij[oa]s?, hijastr[oa]s?, chaval(?:a|as|es)?, crios?,
nen[ae]s?, chiquill[oa]s?, jovencit[oa]s?, sobrin[oa]s?, niet[oa]s?, alumn[oa]s?, colegio, escuela,
ragazz(?:ett)?[aoie], (?:un|una|due|era|erano) minor[ei](?=\s*[.,;!?]|\s*$| e | di eta), figli[ao]?, figliastr[ao],
fanciull[aoie], giovinett[aoie], marmocchi[oa]?, pargol[oi], alunn[aoie], nipotin[aoie], scuola, menin[ao]s?,
guri[as]?s?, crianc\w+, filh[ao]s?, entead[ao]s?, garot[ao]s?, rapariga, rapaz(?:es|inho)?, moleques?, mocinhas?,
(?:her|his|my) ba[rt] mitzvah, pfadfinder(?:in(?:nen)?)?, sobrinh[ao]s?,
(?:[oa]s?|seus?|suas?|meus?|minhas?|uma?|primeir[oa]) net[ao]s?, alun[ao]s?, escola, meisjes?, jongens?, kinderen,
kindje, dochters?, dochtertje, (?:zijn|haar|de|een|mijn|hun) zoon, zoontje, nichtje, neefje, leerlingen?, stiefdochter,
grietje, jongetje, meiden, meisje
"""

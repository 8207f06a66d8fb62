//! Sentences of our own, with the source of each attribution between braces.

use proptest::prelude::*;

use super::{said_on, speakers};
use crate::model::{Article, Attribution, Resolved, Rule, Span, Speaker, SpeakerType, Stance};
use crate::seeds::Seeds;
use crate::tagging;
use crate::text::Document;

fn attribution(source: Option<Span>, at: Span) -> Attribution {
    Attribution {
        source,
        cue: vec![at],
        content: vec![at],
        stance: Stance::Asserts,
        found_by: Rule::Model,
        confidence: 0.95,
        continues: None,
    }
}

/// The speakers of a text in which `{…}` marks sources.
fn resolve(language: &str, marked: &str) -> Vec<Speaker> {
    let (mut text, mut open, mut sources) = (String::new(), 0, Vec::new());
    for c in marked.chars() {
        match c {
            '{' => open = text.len(),
            '}' => sources.push(Span::new(open, text.len())),
            c => text.push(c),
        }
    }
    let seeds = Seeds::built_in();
    let lexicon = &seeds.languages[language];
    let doc = Document::new(&text, &lexicon.abbreviations);
    let mut article = Article { text: text.clone(), ..Article::default() };
    article.meta.date = Some("2017-02-03".to_owned());
    article.meta.source = Some("Harbour Post".to_owned());
    let attributions: Vec<_> = sources.iter().map(|&s| attribution(Some(s), Span::new(s.end, s.end))).collect();
    speakers(&article, &doc, lexicon, seeds, &attributions, &tagging::read(&doc, language))
}

fn names(language: &str, marked: &str) -> Vec<String> {
    resolve(language, marked).into_iter().map(|s| s.name.or(s.label).unwrap_or_else(|| "-".to_owned())).collect()
}

#[test]
fn the_head_of_a_phrase() {
    for (phrase, name) in [
        ("Ferry spokesman Colm Arkle", "Colm Arkle"),
        ("Ruth Pell, spokesperson for the mayor Ivor Brandt,", "Ruth Pell"),
        ("Spokesperson for the Harbour Board, Ruth Pell,", "Ruth Pell"),
        ("The head of the Ministry of Ferries of Norland Alexey Brodin", "Alexey Brodin"),
        ("an unnamed Norland Ferry Ministry official", "unnamed Norland Ferry Ministry official"),
        ("Norland officials", "Norland officials"),
        ("The Kremlin", "Kremlin"),
        ("a spokesman for Ivor Brandt", "spokesman for Ivor Brandt"),
        ("Ruth Pell and Ivor Brandt", "Ruth Pell and Ivor Brandt"),
        ("the company \"Lift-Dienst\"", "Lift-Dienst"),
        ("a report by the Harbour Board", "Harbour Board"),
        ("the report", "report"),
    ] {
        let marked = format!("It rained on the quay.\n\n{{{phrase}}} said it was late.");
        assert_eq!(names("en", &marked), [name], "{phrase}");
    }
    for (phrase, name) in [
        ("Veerhaven-woordvoerder Lies de Groot", "Lies de Groot"),
        ("Mark Vos, directeur voor het Planbureau voor de Zee,", "Mark Vos"),
        ("A. van den Brink van de Veerbond", "A. van den Brink"),
        ("veerman J. van 't Zand uit Oudorp", "J. van 't Zand"),
        ("een woordvoerder van de gemeente", "woordvoerder van de gemeente"),
        ("wethouder van Vervoer Nathalie Prins", "Nathalie Prins"),
        ("vissers en oud-medewerkers van de veerdienst", "vissers en oud-medewerkers van de veerdienst"),
        ("een berekening van het Planbureau voor de Zee", "Planbureau voor de Zee"),
    ] {
        let marked = format!("Het regende op de kade.\n\nDat zei {{{phrase}}} gisteren.");
        assert_eq!(names("nl", &marked), [name], "{phrase}");
    }
}

#[test]
fn forms_of_a_name() {
    let en = "Ruth Pell, a pilot, waved. {Pell} said no. Then {Ruth} said yes. {The pilot} left, and {she} said why.";
    assert_eq!(names("en", en), ["Ruth Pell"; 4]);
    let slips = "Minister Bogdan Hrytsak spoke. {Hrytsack} said so. Yelena Karlova agreed, and {Karlowa} said why.";
    assert_eq!(names("en", slips), ["Bogdan Hrytsak", "Yelena Karlova"]);
    let nl = "Voorzitter Lies de Groot kwam. {De voorzitter} zei dat, en {ze} bleef erbij.";
    assert_eq!(names("nl", nl), ["Lies de Groot"; 2]);
    let two = "Karin Smit en Jan Smit kwamen. {Karin} zei nee. {Jan Smit} zei ja. {Smit} zei niets meer. {Mevrouw Smit} lachte.";
    assert_eq!(names("nl", two), ["Karin Smit", "Jan Smit", "Jan Smit", "Karin Smit"]);
    let body = "Royal Holm Dairies closed. {Royal Holm Dairies} said so. {The company} said why. {It} said more.";
    assert_eq!(names("en", body), ["Royal Holm Dairies"; 3]);
}

#[test]
fn surnames_that_are_nouns_and_bodies_by_one_word() {
    let noun = "Onderzoeker Jan de Waard bekeek de dijk. \"Het water komt te hoog\", zegt {De Waard} tegen de omroep.";
    assert_eq!(names("nl", noun), ["Jan de Waard"]);
    let compound = "Schipper Kees Kerkbroers bekeek de dijk. \"Het water komt te hoog\", zegt {Kerkbroers}.";
    assert_eq!(names("nl", compound), ["Kees Kerkbroers"]);
    let body = "{The Norland Observatory for Tidal Rights} said on Monday that the sea had risen. {The Observatory} said later that it would rise again.";
    assert_eq!(names("en", body), ["Norland Observatory for Tidal Rights"; 2]);
    let plain = "{Foreign Minister Herve Du Plessis} said that the sea had risen.";
    assert_eq!(names("en", plain), ["Herve Du Plessis"], "an accent left out");
}

#[test]
fn roles_and_pronouns() {
    let en = "Mayor Ivor Brandt met nurse Ruth Pell.\n\n{Brandt} said it was late. {She} said it was early. {The mayor} left.";
    assert_eq!(names("en", en), ["Ivor Brandt", "Ruth Pell", "Ivor Brandt"]);
    let unnamed = "{Een woordvoerder van de gemeente} zei nee. Later zei {de woordvoerder} ja. {Hij} zei meer.";
    assert_eq!(names("nl", unnamed), ["woordvoerder van de gemeente"; 3]);
    let accused = "Ronald M. stond terecht. {De verdachte} zweeg. {De rechter} zei dat.";
    let said = names("nl", accused);
    assert!(["Ronald M.", "verdachte"].contains(&&*said[0]) && said[1] == "rechter", "him or nobody: {said:?}");
    let pair = "Hackers Bram Vos (22) en Tim Boer (21) kwamen. {Het duo} zei nee. {Ze} zeiden meer.";
    assert!(["Bram Vos en Tim Boer", "duo"].contains(&&*names("nl", pair)[0]), "both or nobody, never one of them");
    assert_eq!(names("en", "It rained. {He} said it was late."), ["-"]);
    let speaker = &resolve("en", "{Ruth Pell, a retired pilot,} said no.")[0];
    assert_eq!(speaker.role.as_deref(), Some("retired pilot"));
    assert_eq!((speaker.kind, speaker.resolved), (SpeakerType::Person, Resolved::Named));
}

#[test]
fn headlines_look_ahead() {
    let en = "{Mayor} says no\n\nIt rained. {Mayor Ivor Brandt} said so on Monday.";
    assert_eq!(names("en", en), ["Ivor Brandt"; 2]);
}

#[test]
fn a_quotation_goes_on() {
    let text = "Ruth Pell said no. “More.”";
    let seeds = Seeds::built_in();
    let lexicon = &seeds.languages["en"];
    let doc = Document::new(text, &lexicon.abbreviations);
    let mut second = attribution(None, Span::new(19, text.len()));
    second.cue.clear();
    second.continues = Some(0);
    let all = [attribution(Some(Span::new(0, 9)), Span::new(10, 14)), second];
    let found = speakers(&Article::default(), &doc, lexicon, seeds, &all, &tagging::read(&doc, &lexicon.code));
    assert_eq!(found[1].name.as_deref(), Some("Ruth Pell"));
    assert_eq!((found[1].resolved, found[1].mention), (Resolved::Continued, None));
}

/// First and last day, and the words, for a text whose cue is `cue` and whose content begins at `from`.
fn said(language: &str, date: &str, text: &str, cue: &str) -> Option<(String, String, String)> {
    let seeds = Seeds::built_in();
    let lexicon = &seeds.languages[language];
    let doc = Document::new(text, &lexicon.abbreviations);
    let mut article = Article { text: text.to_owned(), ..Article::default() };
    article.meta.date = Some(date.to_owned()).filter(|d| !d.is_empty());
    let at = text.find(cue)?;
    let mut a = attribution(None, Span::new(at, at + cue.len()));
    let content = text.find("CONTENT")?;
    a.content = vec![Span::new(content, content + 7)];
    said_on(&article, &doc, lexicon, Span::new(0, text.len()), &a).map(|s| (s.from, s.to, s.span.of(text).to_owned()))
}

#[test]
fn times() {
    for (language, text, cue, from, to, words) in [
        ("en", "Pell said on Thursday CONTENT.", "said", "2017-02-02", "2017-02-02", "on Thursday"),
        ("en", "Pell said Friday CONTENT.", "said", "2017-02-03", "2017-02-03", "Friday"),
        ("en", "Pell said last Friday CONTENT.", "said", "2017-01-27", "2017-01-27", "last Friday"),
        ("en", "Pell said last week CONTENT.", "said", "2017-01-23", "2017-01-29", "last week"),
        ("en", "On January 26, Pell told CONTENT.", "told", "2017-01-26", "2017-01-26", "On January 26"),
        ("en", "In 2014 Pell said CONTENT.", "said", "2014-01-01", "2014-12-31", "In 2014"),
        ("en", "Two days ago Pell said CONTENT.", "said", "2017-02-01", "2017-02-01", "Two days ago"),
        ("nl", "Dat zei Pel gisteren CONTENT.", "zei", "2017-02-02", "2017-02-02", "gisteren"),
        ("nl", "Dat zei Pel maandagavond CONTENT.", "zei", "2017-01-30", "2017-01-30", "maandagavond"),
        ("nl", "Eerder deze week zei Pel CONTENT.", "zei", "2017-01-30", "2017-02-03", "Eerder deze week"),
        ("nl", "Vorige week vrijdag zei Pel CONTENT.", "zei", "2017-01-27", "2017-01-27", "Vorige week vrijdag"),
        ("nl", "Op 26 januari zei Pel CONTENT.", "zei", "2017-01-26", "2017-01-26", "Op 26 januari"),
    ] {
        let found = said(language, "2017-02-03", text, cue);
        assert_eq!(found, Some((from.to_owned(), to.to_owned(), words.to_owned())), "{text}");
    }
    assert_eq!(said("en", "2017-02-03", "Two days earlier Pell said CONTENT.", "said"), None);
    assert_eq!(said("en", "2017-02-03", "After Thursday's storm Pell said CONTENT.", "said"), None);
    assert_eq!(said("en", "", "Pell said on Thursday CONTENT.", "said"), None);
    assert_eq!(said("en", "2017-02-03", "Pell, who left on Monday, said CONTENT.", "said"), None);
    let absolute = said("en", "", "Pell said on March 3, 2015 CONTENT.", "said");
    assert_eq!(absolute.map(|t| t.0), Some("2015-03-03".to_owned()));
}

#[test]
fn times_across_the_ends_of_months_and_years() {
    for (language, date, text, from, to) in [
        ("en", "2023-01-02", "Pell said on Friday CONTENT.", "2022-12-30", "2022-12-30"),
        ("en", "2024-03-01", "Pell said on Thursday CONTENT.", "2024-02-29", "2024-02-29"),
        ("en", "2023-03-31", "Pell said last month CONTENT.", "2023-02-01", "2023-02-28"),
        ("en", "2023-01-03", "Pell said on 3 May last year CONTENT.", "2022-05-03", "2022-05-03"),
        ("en", "2023-01-03", "Pell said last year in May CONTENT.", "2022-05-01", "2022-05-31"),
        ("en", "2023-05-09", "Pell said last May CONTENT.", "2022-05-01", "2022-05-31"),
        ("en", "2023-06-09", "Pell said last May CONTENT.", "2023-05-01", "2023-05-31"),
        ("en", "2023-01-03", "Pell said on the 2nd of January CONTENT.", "2023-01-02", "2023-01-02"),
        ("en", "2023-01-03", "Pell said in December CONTENT.", "2022-12-01", "2022-12-31"),
        ("en", "2023-01-03", "A fortnight ago Pell said CONTENT.", "2022-12-19", "2022-12-25"),
        ("en", "2023-01-03", "Pell said a week ago CONTENT.", "2022-12-26", "2023-01-01"),
        ("en", "2023-01-02", "Pell said over the weekend CONTENT.", "2022-12-31", "2023-01-01"),
        ("en", "2023-01-07", "Pell said over the weekend CONTENT.", "2023-01-07", "2023-01-07"),
        ("en", "2023-01-07", "Pell said last weekend CONTENT.", "2022-12-31", "2023-01-01"),
        ("nl", "2023-01-03", "Pel zei afgelopen mei CONTENT.", "2022-05-01", "2022-05-31"),
        ("nl", "2023-01-03", "Pel zei vorig jaar mei CONTENT.", "2022-05-01", "2022-05-31"),
        ("nl", "2023-01-03", "Pel zei op 3 mei vorig jaar CONTENT.", "2022-05-03", "2022-05-03"),
        ("nl", "2023-01-03", "Veertien dagen geleden zei Pel CONTENT.", "2022-12-20", "2022-12-20"),
        ("nl", "2023-01-02", "Pel zei afgelopen weekend CONTENT.", "2022-12-31", "2023-01-01"),
        ("nl", "2023-01-01", "Eerder deze week zei Pel CONTENT.", "2022-12-26", "2023-01-01"),
        ("nl", "2023-01-01", "Eerder deze maand zei Pel CONTENT.", "2023-01-01", "2023-01-01"),
    ] {
        let cue = if language == "en" { "said" } else { "zei" };
        let found = said(language, date, text, cue).map(|(from, to, _)| (from, to));
        assert_eq!(found, Some((from.to_owned(), to.to_owned())), "{date}: {text}");
    }
    for text in ["Pell said on Friday CONTENT.", "Pell said two weeks ago CONTENT.", "Pell said last May CONTENT."] {
        assert_eq!(said("en", "", text, "said"), None, "{text}");
    }
}

proptest! {
    #[test]
    fn any_spans_of_any_text(
        text in "([A-Za-zé’'“”\".,:;()@0-9-]{1,6}|De|van|der|the|of|Minister|Jan|Smit|said|zei|hij|She|Friday|2014|  |\n|\n\n| ){0,60}",
        cuts in proptest::collection::vec((0usize..400, 0usize..400), 0..6),
        nl in any::<bool>(),
    ) {
        let seeds = Seeds::built_in();
        let lexicon = &seeds.languages[if nl { "nl" } else { "en" }];
        let doc = Document::new(&text, &lexicon.abbreviations);
        let floor = |i: usize| (0..=i.min(text.len())).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0);
        let mut all: Vec<Attribution> = cuts
            .iter()
            .map(|&(a, b)| {
                let (a, b) = (floor(a.min(b)), floor(a.max(b)));
                let mut found = attribution(Some(Span::new(a, b)).filter(|_| a % 3 > 0), Span::new(a, b));
                found.continues = (a % 5 == 0).then_some(b % 4);
                found
            })
            .collect();
        all.sort_by_key(|a| a.content[0].start);
        let mut article = Article { text: text.clone(), ..Article::default() };
        article.meta.date = Some("2017-02-03".to_owned());
        let reading = tagging::read(&doc, &lexicon.code);
        let found = speakers(&article, &doc, lexicon, seeds, &all, &reading);
        prop_assert_eq!(found.len(), all.len());
        prop_assert_eq!(&found, &speakers(&article, &doc, lexicon, seeds, &all, &reading));
        for a in &all {
            if let Some(time) = said_on(&article, &doc, lexicon, Span::new(0, text.len()), a) {
                prop_assert!(time.from <= time.to && text.get(time.span.start..time.span.end).is_some());
            }
        }
    }
}

#[test]
fn a_short_form_that_the_text_explains() {
    let text = "The fund was set up by People for the Fair Treatment of Horses (PFTH) in Leeds. {PFTH} said no.";
    assert_eq!(names("en", text), ["People for the Fair Treatment of Horses"]);
    let text =
        "Auto parts maker Hartwell Controls Inc (HCI.N) lost money. {Hartwell Controls} said no. {The group} agreed.";
    assert_eq!(names("en", text)[0], "Hartwell Controls Inc");
}

#[test]
fn who_belongs_to_a_party_has_no_name_by_it() {
    let text = "Marc van der Berk is wethouder in Velden. {Van der Berk} zei nee. {De VVD'er} zei meer.";
    let found = names("nl", text);
    assert_eq!(found[0], "Marc van der Berk");
    assert_ne!(found[1], "De VVD'er");
}

#[test]
fn several_who_speak_together() {
    let text = "De {ministers Ilse van Engelen (D66) en Arie Bloem (ChristenUnie)} zeiden nee.";
    assert_eq!(names("nl", text), ["Ilse van Engelen en Arie Bloem"]);
    let text = "{Alida Smit en de medeorganisatoren} zeiden nee.";
    assert_eq!(names("nl", text), ["Alida Smit en de medeorganisatoren"]);
}

#[test]
fn roles_between_commas() {
    let text = "The city's mayor, Greta Holm, was not warned. It rained. {The mayor} read it in the paper.";
    assert_eq!(names("en", text), ["Greta Holm"]);
}

#[test]
fn no_surname_ending_of_everywhere_tells_a_gender() {
    // "-son" made a man of every Henson whose given name no list has.
    let text = "Zyvanna P. Henson closed the shop on Friday. {Henson} said no. {She} left.";
    assert_eq!(names("en", text), ["Zyvanna P. Henson", "Zyvanna P. Henson"]);
}

#[test]
fn a_surname_with_its_particles() {
    let text = "Wethouder Bas van Wageren kwam te laat. Het regende. {Wethouder Van Wageren} zei nee.";
    assert_eq!(names("nl", text), ["Bas van Wageren"]);
    let text = "De bond is boos. {A. van den Berg van Bond Spoor} zei nee. {Van den Berg} zei meer.";
    assert_eq!(names("nl", text), ["A. van den Berg"; 2]);
}

#[test]
fn a_body_whose_name_has_an_and_in_it() {
    let text = "{The Securities and Exchange Commission} said no. {The US magazine Mobile Gear} said yes.";
    assert_eq!(names("en", text), ["Securities and Exchange Commission", "Mobile Gear"]);
}

#[test]
fn who_cannot_be_meant() {
    let last = |language, marked: &str| names(language, marked).pop().unwrap_or_default();
    let heading = "Teun Balk, the coach, denied it all.\n\nOne more thing\n\nRogier Hart, the keeper, is often mocked. “The cap stays on,” {he} laughed.";
    assert_ne!(last("en", heading), "Teun Balk");
    let unnamed = "“Nobody drinks it,” said {tea expert Gordon Platt}. {A spokesman for the Guild of Coopers} called the loss small. “The wood is sound,” {he} said.";
    assert_eq!(last("en", unnamed), "-");
    let clause = "{Trainer Jos Meerman} schoot in de lach. Aanleiding was de column van Wim Kuipers in De Kustbode, waarin {hij} schreef dat de doelman te zwaar is.";
    assert_ne!(last("nl", clause), "Jos Meerman");
    let title = "{Cornelius Oduya} and his sister Adaeze Oduya make kites. “I cut the paper,” {Ms Oduya} said.";
    assert_ne!(last("en", title), "Cornelius Oduya");
    let several = "It rained. {Several coaches, from Ana Prado of Lisbon to Tim Oakes of Leeds,} said it was late.";
    assert_ne!(last("en", several), "Ana Prado");
}

#[test]
fn a_verb_tells_nobodys_gender() {
    let marked = "“Een reiger,” vertelde {Efua Mensink}. {Hoogleraar Ilse Brand} leidt de groep. {Ze} denkt dat het klopt. {Brand} wuift het weg. “Dit zijn muggen. Dat zijn bijen. Het zijn er veel.”";
    assert_eq!(names("nl", marked)[2], "Ilse Brand");
}

#[test]
fn what_a_hyphen_or_a_bracket_puts_to_a_name() {
    let alone = |language, marked: &str| names(language, marked).remove(0);
    assert_eq!(alone("en", "It rained. {Ravens QB Tobiah Langstroth} said it was late."), "Tobiah Langstroth");
    assert_ne!(alone("nl", "Het regende. „Mooi”, zei {de Formule 2-piloot van Team Noord}."), "Formule 2-piloot");
    assert_ne!(alone("nl", "Het regende. Bouwen {volgens ESG-criteria} is duur."), "ESG-criteria");
}

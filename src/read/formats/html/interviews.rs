//! Interviews whose questions are bold and whose answers are plain: questions and answers get their letters (`interview`).

use dom_query::{Document, NodeRef};

use super::quoted::escaped;
use crate::read::formats::interview::{self, QUESTION_BYTES, Turn};
use crate::seeds::Seeds;

/// Elements that are a question, an answer, or both.
const PARAGRAPHS: &str = "p, h2, h3, h4, h5, h6";
/// Nodes of the largest paragraph that is looked at.
const MAX_NODES: usize = 200;

/// A paragraph of the page.
enum Part<'a> {
    Question(NodeRef<'a>, String),
    Plain(NodeRef<'a>, String),
    /// A question and its answer in one.
    Both(NodeRef<'a>, String, String),
    /// Ends an answer: a heading that asks nothing, what stands in another place, a line about who wrote it.
    End,
}

/// Writes the letters into the tree.
pub(super) fn mark(document: &Document, seeds: &Seeds) {
    let found = document.select(PARAGRAPHS);
    let parts: Vec<Part> = found.nodes().iter().filter_map(part).collect();
    if parts.iter().filter(|part| matches!(part, Part::Question(..) | Part::Both(..))).count() < 2 {
        return;
    }
    let turns = turns(&parts);
    let Some(letters) = interview::letters(&turns, seeds) else { return };
    let last = parts.iter().rposition(|part| matches!(part, Part::Question(..) | Part::Both(..)));
    let mut answers = None;
    for (at, part) in parts.iter().enumerate() {
        match part {
            Part::Question(node, _) => {
                node.prepend_html(letters.question.as_str());
                answers = Some(0);
            }
            Part::Both(node, question, answer) => {
                let [question, answer] = [question, answer].map(|words| escaped(words));
                node.replace_with_html(format!(
                    "<p>{}{question}</p><p>{}{answer}</p>",
                    letters.question, letters.answer
                ));
                answers = Some(1);
            }
            Part::Plain(node, words) => {
                // What follows the first paragraph of the last answer may be about the interview.
                let behind = last.is_some_and(|last| at > last);
                match answers.as_mut() {
                    Some(before) if *before == 0 || !behind && interview::goes_on(words) => {
                        node.prepend_html(letters.answer.as_str());
                        *before += 1;
                    }
                    _ => answers = None,
                }
            }
            Part::End => answers = None,
        }
    }
}

fn turns(parts: &[Part]) -> Vec<Turn> {
    let mut turns: Vec<Turn> = Vec::new();
    for part in parts {
        match part {
            Part::Question(_, question) => turns.push(Turn { question: question.clone(), answer: Vec::new() }),
            Part::Both(_, question, answer) => {
                turns.push(Turn { question: question.clone(), answer: vec![answer.clone()] });
            }
            Part::Plain(_, words) => {
                if let Some(turn) = turns.last_mut() {
                    turn.answer.push(words.clone());
                }
            }
            Part::End => {}
        }
    }
    // A bold line that asks nothing and is answered by nothing is none of the turns.
    turns.retain(|turn| !turn.answer.is_empty());
    turns
}

fn part<'a>(node: &NodeRef<'a>) -> Option<Part<'a>> {
    let words = line(&node.text());
    if words.is_empty() {
        return None;
    }
    if node.descendants_it().take(MAX_NODES + 1).count() > MAX_NODES
        || node
            .ancestors_it(None)
            .any(|above| ["blockquote", "figure", "li", "td"].iter().any(|name| above.has_name(name)))
    {
        return Some(Part::End);
    }
    if !node.has_name("p") {
        return Some(if interview::asks(&words) { Part::Question(*node, words) } else { Part::End });
    }
    let bold = line(&leading(node, &["strong", "b"]));
    if bold == words && bold.len() <= QUESTION_BYTES {
        return Some(Part::Question(*node, words));
    }
    if line(&leading(node, &["em", "i"])) == words {
        return Some(Part::End);
    }
    let rest = words.strip_prefix(bold.as_str()).map(str::trim).filter(|_| interview::asks(&bold));
    Some(match rest {
        Some(answer) if bold.len() <= QUESTION_BYTES => Part::Both(*node, bold, answer.to_owned()),
        _ => Part::Plain(*node, words),
    })
}

/// The text at the beginning of a paragraph that stands in elements of these names.
fn leading(node: &NodeRef, names: &[&str]) -> String {
    let mut out = String::new();
    let mut inner = node.first_child();
    while let Some(child) = inner {
        let text = child.text();
        let within = names.iter().any(|name| child.has_name(name));
        if within || text.trim().is_empty() {
            out.push_str(&text);
        } else {
            // A link, a span: what is bold may stand in it.
            if child.is_element() && !child.has_name("br") {
                out.push_str(&leading(&child, names));
                if line(&out).len() < line(&text).len() {
                    break;
                }
                inner = child.next_sibling();
                continue;
            }
            break;
        }
        inner = child.next_sibling();
    }
    out
}

fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::formats::tree;

    fn marked(body: &str) -> String {
        let document = tree::parse(body).expect("a page");
        mark(&document, Seeds::built_in());
        line(&document.select("body").formatted_text())
    }

    #[test]
    fn bold_questions_and_plain_answers_get_letters() {
        let page = "<p>Intro.</p><p><strong>Why?</strong></p><p>I had no choice.</p><p>Nobody had.</p><p><b>And</b> <b>now?</b></p><p>I wait.</p>\
            <p><a href='/x'><b>When?</b></a></p><p>I hope in May.</p><p>Bo Lindall is a diver.</p>";
        let wanted = "Intro. Q: Why? A: I had no choice. A: Nobody had. Q: And now? A: I wait. Q: When? A: I hope in May. Bo Lindall is a diver.";
        assert_eq!(marked(page), wanted);
        let dutch = "<h3>Waarom?</h3><p>Ik had geen keus.</p><h3>En nu?</h3><p>Ik wacht.</p><h3>Wanneer?</h3><p>Ik hoop in mei.</p>";
        assert!(marked(dutch).starts_with("V: Waarom? A: Ik had geen keus. V: En nu?"), "{}", marked(dutch));
        let in_one =
            "<p><b>Why?</b><br>I had no choice.</p><p><b>And now?</b><br>I wait.</p><p><b>When?</b> I hope in May.</p>";
        assert_eq!(marked(in_one), "Q: Why? A: I had no choice. Q: And now? A: I wait. Q: When? A: I hope in May.");
    }

    #[test]
    fn what_explains_by_questions_is_no_interview() {
        let explained = "<h2>What is decided?</h2><p>The pier closes.</p><h2>Why?</h2><p>The piles rot.</p><h2>When?</h2><p>In May, the mayor says.</p>";
        assert!(!marked(explained).contains("Q:"));
        let bold = "<p><b>The council met on Monday.</b></p><p>I was there, and so were we all.</p>".repeat(4);
        assert!(!marked(&bold).contains("Q:"), "nothing is asked");
    }
}

//! From scores to candidates: label spans, snapped to quotation marks, joined by their links.

use super::confidence::{self, Evidence};
use super::crf::Marginals;
use super::features::{Quoted, Window};
use super::links::Scores;
use super::output::{Output, Words};
use super::weights::Weights;

/// An attribution that the network sees, with what speaks for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// Who.
    pub source: Option<Words>,
    /// Reporting expression, in pieces; none for a quotation without one.
    pub cue: Vec<Words>,
    /// What, in pieces, in order; never empty.
    pub content: Vec<Words>,
    /// What the filter sees.
    pub evidence: Evidence,
}

/// What kind of span a label belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Source,
    Cue,
    Content,
}

const PARTS: [Part; 3] = [Part::Source, Part::Cue, Part::Content];

/// A cue with what was joined to it.
#[derive(Default)]
struct Joined {
    cue: Option<Words>,
    more: Vec<Words>,
    source: Option<Words>,
    content: Vec<Words>,
    /// Log-probability of the weakest content link.
    content_link: f64,
    /// Log-probability of the source's link, and of there being no source.
    source_link: f64,
    no_source: f64,
    /// Only found with a bias.
    extra: bool,
}

/// The candidates of a window, by their first content word: those of the best labels, then those that share no word with them among the best labels
/// when `bias` is taken from the score of "outside".
#[must_use]
pub fn candidates(weights: &Weights, window: &Window, output: &Output<'_>, bias: f32) -> Vec<Candidate> {
    let best = weights.crf.best(output.scores, 0.0);
    let more = if bias > 0.0 { weights.crf.best(output.scores, bias) } else { Vec::new() };
    if best.iter().chain(&more).all(|&l| l == 0) {
        return Vec::new();
    }
    let mut links = Scores::new(&weights.links, output);
    let mut joined = join(&mut links, weights, window, &best);
    if more != best && !more.is_empty() {
        let taken: Vec<Words> = joined.iter().flat_map(|j| j.content.iter().chain(&j.cue).cloned()).collect();
        let free = |w: &Words| taken.iter().all(|t| t.end <= w.start || w.end <= t.start);
        for mut j in join(&mut links, weights, window, &more) {
            if j.content.iter().chain(&j.cue).all(free) {
                j.extra = true;
                joined.push(j);
            }
        }
    }
    if joined.is_empty() {
        return Vec::new();
    }
    joined.sort_by_key(|j| j.content[0].start);
    let marginals = weights.crf.marginals(output.scores);
    joined.into_iter().map(|j| candidate(j, window, &marginals)).collect()
}

/// Joins the spans of a label sequence.
fn join(links: &mut Scores<'_>, weights: &Weights, window: &Window, labels: &[u8]) -> Vec<Joined> {
    let spans = spans(labels);
    let of = |part| spans.iter().filter(move |s| s.0 == part).map(|s| s.1.clone());
    let (cues, sources): (Vec<_>, Vec<_>) = (of(Part::Cue).collect(), of(Part::Source).collect());
    let mut joined: Vec<Joined> = cues.iter().map(|cue| join_source(links, weights, cue, &sources)).collect();
    for content in of(Part::Content) {
        let (best, link) = best_cue(links, weights, &content, &cues);
        let content = snap(labels, &window.quoted, content);
        match best {
            Some(cue) => {
                joined[cue].content.push(content);
                joined[cue].content_link = joined[cue].content_link.min(link);
            }
            None if window.quoted[content.start].is_quoted() && window.quoted[content.end - 1].is_quoted() => {
                joined.push(Joined { content: vec![content], content_link: link, ..Joined::default() });
            }
            None => {}
        }
    }
    join_split_cues(window, &mut joined);
    joined.retain(|j| !j.content.is_empty());
    joined
}

/// The spans of a label sequence, in order.
fn spans(labels: &[u8]) -> Vec<(Part, Words)> {
    let mut out: Vec<(Part, Words)> = Vec::new();
    for (i, &label) in labels.iter().enumerate() {
        let Some(kind) = label.checked_sub(1) else { continue };
        let part = PARTS[usize::from(kind / 2)];
        match out.last_mut() {
            Some((last, words)) if kind % 2 == 1 && *last == part && words.end == i => words.end = i + 1,
            _ => out.push((part, i..i + 1)),
        }
    }
    out
}

/// The source that a cue's words point to. One is always taken where there is any: a wrong "no source" costs more than a wrong source.
fn join_source(links: &mut Scores<'_>, weights: &Weights, cue: &Words, sources: &[Words]) -> Joined {
    let mut values: Vec<f64> = sources.iter().map(|s| f64::from(links.source_of(cue, Some(s.start)))).collect();
    values.push(f64::from(links.source_of(cue, None)) + f64::from(weights.links.no_source));
    let total = log_sum(&values);
    let best = argmax(&values[..sources.len()]);
    Joined {
        cue: Some(cue.clone()),
        more: Vec::new(),
        source: best.map(|k| sources[k].clone()),
        content: Vec::new(),
        content_link: 0.0,
        source_link: best.map_or(0.0, |k| values[k] - total),
        no_source: values[sources.len()] - total,
        extra: false,
    }
}

/// The cue that a content's words point to, or none; and the log-probability of it.
fn best_cue(links: &mut Scores<'_>, weights: &Weights, content: &Words, cues: &[Words]) -> (Option<usize>, f64) {
    let mut values: Vec<f64> = cues.iter().map(|c| f64::from(links.cue_of(content, Some(c.start)))).collect();
    values.push(f64::from(links.cue_of(content, None)) + f64::from(weights.links.no_cue));
    let best = argmax(&values).unwrap_or(0);
    ((best < cues.len()).then_some(best), values[best] - log_sum(&values))
}

fn argmax(values: &[f64]) -> Option<usize> {
    (0..values.len()).reduce(|best, i| if values[i] > values[best] { i } else { best })
}

fn log_sum(values: &[f64]) -> f64 {
    let top = values.iter().fold(f64::MIN, |a, &b| a.max(b));
    top + values.iter().map(|v| (v - top).exp()).sum::<f64>().ln()
}

/// Content that stops inside a quotation goes on to its marks, as long as nothing else stands there.
fn snap(labels: &[u8], quoted: &[Quoted], content: Words) -> Words {
    let Words { mut start, mut end } = content;
    let inside = |q: Quoted| matches!(q, Quoted::Inside | Quoted::Open | Quoted::Close);
    if quoted[start] == Quoted::Inside || quoted[start] == Quoted::Close {
        let from = labels[..start].iter().zip(quoted).rposition(|(&l, &q)| l != 0 || !inside(q) || q == Quoted::Open);
        if let Some(from) = from.filter(|&f| labels[f] == 0 && quoted[f] == Quoted::Open) {
            start = from;
        }
    }
    if quoted[end - 1] == Quoted::Inside || quoted[end - 1] == Quoted::Open {
        let to = (end..labels.len()).find(|&i| labels[i] != 0 || !inside(quoted[i]) || quoted[i] == Quoted::Close);
        if let Some(to) = to.filter(|&t| labels[t] == 0 && quoted[t] == Quoted::Close) {
            end = to + 1;
        }
    }
    start..end
}

/// A cue that found no content is the second piece of the cue before it in its sentence ("hield … vol").
fn join_split_cues(window: &Window, joined: &mut [Joined]) {
    for i in 1..joined.len() {
        let (before, rest) = joined.split_at_mut(i);
        let Some(orphan) = rest[0].cue.clone().filter(|_| rest[0].content.is_empty()) else { continue };
        let sentence = window.sentences[orphan.start];
        let home = before
            .iter_mut()
            .rev()
            .find(|j| !j.content.is_empty() && j.cue.as_ref().is_some_and(|c| window.sentences[c.start] == sentence));
        if let Some(home) = home.filter(|h| h.more.is_empty() && h.source == rest[0].source) {
            home.more.push(orphan);
        }
    }
}

fn candidate(joined: Joined, window: &Window, marginals: &Marginals) -> Candidate {
    let evidence = confidence::evidence(&confidence::Parts {
        cue: joined.cue.as_ref(),
        source: joined.source.as_ref(),
        content: &joined.content,
        content_link: joined.content_link,
        source_link: joined.source_link,
        no_source: joined.no_source,
        extra: joined.extra,
        window,
        marginals,
    });
    let cue = joined.cue.into_iter().chain(joined.more).collect();
    Candidate { source: joined.source, cue, content: joined.content, evidence }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_become_spans() {
        let found = spans(&[1, 2, 3, 0, 5, 6, 6, 5, 2]);
        let want = [
            (Part::Source, 0..2),
            (Part::Cue, 2..3),
            (Part::Content, 4..7),
            (Part::Content, 7..8),
            (Part::Source, 8..9),
        ];
        assert_eq!(found, want);
    }

    #[test]
    fn contents_snap_to_their_marks() {
        use Quoted::{Close, Inside, No, Open};
        let quoted = [No, Open, Inside, Inside, Inside, Close, No];
        assert_eq!(snap(&[0, 0, 0, 5, 0, 0, 0], &quoted, 3..4), 1..6);
        assert_eq!(snap(&[0, 0, 1, 5, 0, 0, 0], &quoted, 3..4), 3..6);
        assert_eq!(snap(&[5, 6, 6, 0, 0, 0, 0], &quoted, 0..3), 0..6);
    }
}

//! From characters to words, and from words to blocks in the order in which they are read: a page is cut along the white between its columns, and
//! where nothing goes from top to bottom, along the white between its lines.

use super::glyphs::Glyph;

/// Parts of the font's size: above the line and below it, where letters are.
const ABOVE: f64 = 0.75;
const BELOW: f64 = 0.2;
/// The white between two words, at least, and between two columns.
const SPACE: f64 = 0.17;
const GUTTER: f64 = 0.8;
/// The white between two blocks, one above the other.
const GAP: f64 = 0.45;
/// Columns have at least this width, and so many lines.
const NARROWEST: f64 = 6.0;
const FEWEST: usize = 4;
/// Gutters that are looked at: a newspaper has seven, a table may have a few more.
const MOST: usize = 50;
/// Cuts inside each other.
const DEEPEST: usize = 40;

/// A word.
#[derive(Clone, Debug, PartialEq)]
pub struct Word {
    /// Its left edge.
    pub x: f64,
    /// Its right edge.
    pub end: f64,
    /// Its line.
    pub y: f64,
    /// The size of its font.
    pub size: f64,
    /// Its letters.
    pub text: String,
}

/// A line of a block.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Its left edge.
    pub x: f64,
    /// Its right edge.
    pub end: f64,
    /// Where it is.
    pub y: f64,
    /// The size of most of it.
    pub size: f64,
    /// Its words.
    pub text: String,
}

/// The words of a page.
pub fn words(mut glyphs: Vec<Glyph>) -> Vec<Word> {
    glyphs.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x.total_cmp(&b.x)));
    let mut words: Vec<Word> = Vec::new();
    let mut line: Vec<Glyph> = Vec::new();
    let mut end_line = |line: &mut Vec<Glyph>| {
        line.sort_by(|a, b| a.x.total_cmp(&b.x));
        let mut open: Option<Word> = None;
        for glyph in line.drain(..) {
            if glyph.text.chars().all(char::is_whitespace) {
                words.extend(open.take());
                continue;
            }
            let text: String = glyph.text.chars().filter(|c| !c.is_control()).collect();
            let text = spelled(&text);
            match &mut open {
                // The same letter printed twice, a little apart, is bold.
                Some(word) if glyph.x < word.end - 0.6 * (glyph.end - glyph.x) && word.text.ends_with(&text) => {}
                Some(word) if glyph.x - word.end < SPACE * glyph.size => {
                    word.text.push_str(&text);
                    word.end = word.end.max(glyph.end);
                    word.size = word.size.max(glyph.size);
                }
                _ => {
                    let word = Word { x: glyph.x, end: glyph.end, y: glyph.y, size: glyph.size, text };
                    words.extend(open.replace(word));
                }
            }
        }
        words.extend(open);
    };
    for glyph in glyphs {
        if line.first().is_some_and(|first| glyph.y - first.y > 0.35 * first.size.max(glyph.size)) {
            end_line(&mut line);
        }
        line.push(glyph);
    }
    end_line(&mut line);
    words.retain(|word| !word.text.is_empty());
    words
}

/// Ligatures as the letters that they are.
fn spelled(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            'ﬀ' => out.push_str("ff"),
            'ﬁ' => out.push_str("fi"),
            'ﬂ' => out.push_str("fl"),
            'ﬃ' => out.push_str("ffi"),
            'ﬄ' => out.push_str("ffl"),
            'ﬅ' | 'ﬆ' => out.push_str("st"),
            c => out.push(c),
        }
    }
    out
}

/// The blocks of a page, in the order in which they are read.
pub fn blocks(words: Vec<Word>) -> Vec<Vec<Line>> {
    let mut blocks = Vec::new();
    if !words.is_empty() {
        cut(words, 0, &mut blocks);
    }
    blocks
}

fn cut(words: Vec<Word>, depth: usize, blocks: &mut Vec<Vec<Line>>) {
    let size = usual_size(&words);
    let parts = if depth >= DEEPEST { Vec::new() } else { columns(&words, size).unwrap_or_else(|| rows(&words, size)) };
    if parts.len() < 2 {
        blocks.push(lines(words));
        return;
    }
    let mut of_part: Vec<Vec<Word>> = vec![Vec::new(); parts.len()];
    for word in words {
        let vertical = parts[0].vertical;
        let middle = if vertical { f64::midpoint(word.x, word.end) } else { word.y };
        let at = parts.partition_point(|part| part.until <= middle).min(parts.len() - 1);
        of_part[at].push(word);
    }
    of_part.into_iter().filter(|words| !words.is_empty()).for_each(|words| cut(words, depth + 1, blocks));
}

/// A part of a region: up to where it goes.
struct Part {
    vertical: bool,
    until: f64,
}

/// The white in which no word stands, between the first and the last, as (from, to).
fn white(mut taken: Vec<(f64, f64)>) -> Vec<(f64, f64)> {
    taken.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut free = Vec::new();
    let mut end = f64::NEG_INFINITY;
    for (from, to) in taken {
        if from > end && end.is_finite() {
            free.push((end, from));
        }
        end = end.max(to);
    }
    free
}

/// The columns of a region; `None` where there is one.
fn columns(words: &[Word], size: f64) -> Option<Vec<Part>> {
    let free = white(words.iter().map(|word| (word.x, word.end)).collect());
    let left = words.iter().map(|word| word.x).fold(f64::INFINITY, f64::min);
    let right = words.iter().map(|word| word.end).fold(f64::NEG_INFINITY, f64::max);
    let mut parts = Vec::new();
    let mut begin = left;
    for (from, to) in free.into_iter().filter(|(from, to)| to - from >= GUTTER * size).take(MOST) {
        let wide = from - begin >= NARROWEST * size && right - to >= NARROWEST * size;
        let beside =
            |from: f64, to: f64| lines_in(words.iter().filter(|word| word.x >= from - 0.1 && word.end <= to + 0.1));
        if wide && beside(begin, from) >= FEWEST && beside(to, right) >= 1 {
            parts.push(Part { vertical: true, until: f64::midpoint(from, to) });
            begin = to;
        }
    }
    if parts.is_empty() {
        return None;
    }
    parts.push(Part { vertical: true, until: f64::INFINITY });
    Some(parts)
}

/// How many lines words make.
fn lines_in<'a>(words: impl Iterator<Item = &'a Word>) -> usize {
    let mut places: Vec<(f64, f64)> = words.map(|word| (word.y, word.size)).collect();
    places.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut lines = usize::from(!places.is_empty());
    for pair in places.windows(2) {
        lines += usize::from(pair[1].0 - pair[0].0 > 0.5 * pair[0].1);
    }
    lines
}

fn rows(words: &[Word], size: f64) -> Vec<Part> {
    let taken = words.iter().map(|word| (word.y - ABOVE * word.size, word.y + BELOW * word.size)).collect();
    let free = white(taken).into_iter().filter(|(from, to)| to - from >= GAP * size);
    let mut parts: Vec<Part> =
        free.map(|(from, to)| Part { vertical: false, until: f64::midpoint(from, to) }).collect();
    parts.push(Part { vertical: false, until: f64::INFINITY });
    parts
}

/// The size of most letters.
fn usual_size(words: &[Word]) -> f64 {
    let mut sizes: Vec<(f64, usize)> = words.iter().map(|word| (word.size, word.text.len())).collect();
    sizes.sort_by(|a, b| a.0.total_cmp(&b.0));
    let half = sizes.iter().map(|(_, letters)| letters).sum::<usize>() / 2;
    let mut before = 0;
    let middle = sizes.iter().find(|(_, letters)| {
        before += letters;
        before > half
    });
    middle.map_or(10.0, |(size, _)| *size)
}

/// The lines that words make.
pub fn lines(mut words: Vec<Word>) -> Vec<Line> {
    words.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x.total_cmp(&b.x)));
    let mut lines: Vec<Line> = Vec::new();
    let mut open: Vec<Word> = Vec::new();
    let mut end = |open: &mut Vec<Word>| {
        open.sort_by(|a, b| a.x.total_cmp(&b.x));
        let size = usual_size(open);
        let Some(first) = open.first() else { return };
        let mut line = Line { x: first.x, end: first.end, y: first.y, size, text: String::new() };
        for word in open.drain(..) {
            if !line.text.is_empty() {
                line.text.push(' ');
            }
            line.text.push_str(&word.text);
            (line.end, line.y) = (line.end.max(word.end), line.y.max(word.y));
        }
        lines.push(line);
    };
    for word in words {
        if open.first().is_some_and(|first| word.y - first.y > 0.5 * first.size.min(word.size)) {
            end(&mut open);
        }
        open.push(word);
    }
    end(&mut open);
    lines
}

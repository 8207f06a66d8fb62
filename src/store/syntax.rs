//! The query language: words, "phrases", AND, OR, NOT, parentheses, `title:`, `speaker:`, `source:`, and `*` for everything.
//!
//! ```text
//! or    = and { "OR" and }
//! and   = not { ["AND"] not }            two words side by side: both
//! not   = ("NOT" | "-") not | atom
//! atom  = "(" or ")" | [field ":"] (phrase | word | word "*") | "*"
//! ```

use crate::error::{Error, Result};

/// Characters of the longest query: a page of text can be pasted, a book cannot.
const LONGEST: usize = 10_000;
/// Parentheses and NOTs inside each other: each is a call of the parser by itself.
const DEEPEST: usize = 100;

/// Which part of a document a word must stand in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Headline or text.
    Any,
    /// The headline.
    Title,
    /// A speaker's name.
    Speaker,
    /// The outlet's name.
    Source,
}

const PARTS: [(&str, Part); 3] = [("title", Part::Title), ("speaker", Part::Speaker), ("source", Part::Source)];

/// A query as a tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expression {
    /// Everything.
    All,
    /// A word, or several that stand side by side.
    Text(Part, String),
    /// A word that begins so.
    Prefix(Part, String),
    /// All of them.
    And(Vec<Expression>),
    /// Any of them.
    Or(Vec<Expression>),
    /// Not this.
    Not(Box<Expression>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Open,
    Close,
    And,
    Or,
    Not,
    Atom(Expression),
}

/// Parses a query.
///
/// # Errors
/// When a quotation mark or a parenthesis is not closed, an operator lacks its side, a field is not known, or it is endless; the hint says what to write.
pub fn parse(query: &str) -> Result<Expression> {
    if query.chars().nth(LONGEST).is_some() {
        return Err(Error::new(format!("the query is longer than {LONGEST} characters"))
            .hint("search for a few distinctive words instead"));
    }
    let mut parser = Parser { tokens: tokens(query)?, at: 0, depth: 0 };
    if parser.tokens.is_empty() {
        return Err(Error::new("the query is empty").hint("`*` finds everything"));
    }
    let expression = parser.or()?;
    match parser.peek() {
        None => Ok(expression),
        Some((column, _)) => Err(malformed(*column, "a closing parenthesis without an opening one")),
    }
}

fn malformed(column: usize, cause: &str) -> Error {
    Error::new(format!("malformed query, column {column}: {cause}"))
        .hint("a query is words and \"phrases\", joined by AND, OR and NOT; quote what should be taken literally")
}

fn tokens(query: &str) -> Result<Vec<(usize, Token)>> {
    let chars: Vec<char> = query.chars().collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let column = at + 1;
        let token = match chars[at] {
            c if c.is_whitespace() => {
                at += 1;
                continue;
            }
            '(' => Token::Open,
            ')' => Token::Close,
            '-' if chars.get(at + 1).is_some_and(|next| !next.is_whitespace()) => Token::Not,
            _ => {
                let (token, end) = atom(&chars, at)?;
                tokens.push((column, token));
                at = end;
                continue;
            }
        };
        tokens.push((column, token));
        at += 1;
    }
    Ok(tokens)
}

const fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„')
}

/// A word or phrase, with its field; gives the token and the first character behind it.
fn atom(chars: &[char], start: usize) -> Result<(Token, usize)> {
    let word_end = |from: usize| {
        (from..chars.len())
            .find(|&i| chars[i].is_whitespace() || matches!(chars[i], '(' | ')') || is_quote(chars[i]))
            .unwrap_or(chars.len())
    };
    let mut at = start;
    let mut part = Part::Any;
    let end = word_end(start);
    if let Some(colon) = (start..end).find(|&i| chars[i] == ':').filter(|&colon| colon > start) {
        let name: String = chars[start..colon].iter().collect();
        if name.chars().all(char::is_alphabetic) {
            part = field(&name, start + 1)?;
            at = colon + 1;
        }
    }
    if at < chars.len() && is_quote(chars[at]) {
        let close = (at + 1..chars.len())
            .find(|&i| is_quote(chars[i]))
            .ok_or_else(|| malformed(at + 1, "a quotation mark is not closed"))?;
        let phrase: String = chars[at + 1..close].iter().collect();
        return Ok((Token::Atom(Expression::Text(part, phrase)), close + 1));
    }
    let word: String = chars[at..end].iter().collect();
    let token = match (part, word.as_str()) {
        (Part::Any, "AND") => Token::And,
        (Part::Any, "OR") => Token::Or,
        (Part::Any, "NOT") => Token::Not,
        (Part::Any, "*") => Token::Atom(Expression::All),
        (_, "") => return Err(malformed(at, "after the colon there is nothing to look for")),
        (_, word) => Token::Atom(match word.strip_suffix('*') {
            Some(begin) if !begin.is_empty() => Expression::Prefix(part, begin.to_owned()),
            _ => Expression::Text(part, word.to_owned()),
        }),
    };
    Ok((token, end))
}

fn field(name: &str, column: usize) -> Result<Part> {
    let wanted = name.to_lowercase();
    if let Some((_, part)) = PARTS.iter().find(|(known, _)| *known == wanted) {
        return Ok(*part);
    }
    let near = PARTS.iter().map(|(known, _)| (strsim::jaro_winkler(known, &wanted), known));
    let near = near.filter(|(likeness, _)| *likeness > 0.8).max_by(|a, b| a.0.total_cmp(&b.0));
    let hint = match near {
        Some((_, known)) => format!("did you mean `{known}:`? To look for the words themselves, quote them"),
        None => "there are title:, speaker: and source:. To look for the words themselves, quote them".to_owned(),
    };
    Err(Error::new(format!("malformed query, column {column}: unknown field `{name}:`")).hint(hint))
}

struct Parser {
    tokens: Vec<(usize, Token)>,
    at: usize,
    depth: usize,
}

impl Parser {
    fn peek(&self) -> Option<&(usize, Token)> {
        self.tokens.get(self.at)
    }

    fn takes(&mut self, token: &Token) -> bool {
        let is = self.peek().is_some_and(|(_, next)| next == token);
        self.at += usize::from(is);
        is
    }

    fn or(&mut self) -> Result<Expression> {
        let mut sides = vec![self.and()?];
        while self.takes(&Token::Or) {
            sides.push(self.and()?);
        }
        Ok(if sides.len() == 1 { sides.remove(0) } else { Expression::Or(sides) })
    }

    fn and(&mut self) -> Result<Expression> {
        let mut sides = vec![self.not()?];
        loop {
            let joined = self.takes(&Token::And);
            match self.peek() {
                Some((_, Token::Open | Token::Not | Token::Atom(_))) => sides.push(self.not()?),
                _ if joined => sides.push(self.not()?),
                _ => break,
            }
        }
        Ok(if sides.len() == 1 { sides.remove(0) } else { Expression::And(sides) })
    }

    fn not(&mut self) -> Result<Expression> {
        self.depth += 1;
        if self.depth > DEEPEST {
            let column = self.peek().map_or(1, |(column, _)| *column);
            return Err(malformed(column, "parentheses and NOTs are nested too deeply (limit 100)"));
        }
        let side = self.side();
        self.depth -= 1;
        side
    }

    fn side(&mut self) -> Result<Expression> {
        if self.takes(&Token::Not) {
            return Ok(Expression::Not(Box::new(self.not()?)));
        }
        let next = self.peek().cloned();
        self.at += 1;
        match next {
            Some((_, Token::Atom(atom))) => Ok(atom),
            Some((column, Token::Open)) => {
                let inner = self.or()?;
                if self.takes(&Token::Close) {
                    Ok(inner)
                } else {
                    Err(malformed(column, "a parenthesis is not closed"))
                }
            }
            Some((column, _)) => Err(malformed(column, "a word or a \"phrase\" is missing here")),
            None => {
                let column = self.tokens.last().map_or(1, |(column, _)| *column);
                Err(malformed(column, "a word or a \"phrase\" is missing after this"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(word: &str) -> Expression {
        Expression::Text(Part::Any, word.to_owned())
    }

    #[test]
    fn words_phrases_and_operators() {
        use Expression::{All, And, Not, Or, Prefix, Text};
        for (query, tree) in [
            ("*", All),
            ("sanctions", text("sanctions")),
            ("a b", And(vec![text("a"), text("b")])),
            ("a AND b OR c", Or(vec![And(vec![text("a"), text("b")]), text("c")])),
            ("a -b NOT c", And(vec![text("a"), Not(text("b").into()), Not(text("c").into())])),
            ("(a OR b) c", And(vec![Or(vec![text("a"), text("b")]), text("c")])),
            ("“trade war”", text("trade war")),
            ("title:\"trade war\"", Text(Part::Title, "trade war".into())),
            ("speaker:Spicer", Text(Part::Speaker, "Spicer".into())),
            ("sanct*", Prefix(Part::Any, "sanct".into())),
            ("U-turn", text("U-turn")),
            ("12:30", text("12:30")),
        ] {
            assert_eq!(parse(query).ok(), Some(tree), "{query}");
        }
    }

    #[test]
    fn what_is_wrong_and_where() {
        for (query, cause) in [
            ("", "the query is empty"),
            ("a \"b", "malformed query, column 3: a quotation mark is not closed"),
            ("(a", "malformed query, column 1: a parenthesis is not closed"),
            ("a)", "malformed query, column 2: a closing parenthesis without an opening one"),
            ("a AND", "malformed query, column 3: a word or a \"phrase\" is missing after this"),
            ("OR a", "malformed query, column 1: a word or a \"phrase\" is missing here"),
            ("speker:x", "malformed query, column 1: unknown field `speker:`"),
            (&"(".repeat(9_000), "malformed query, column 101: parentheses and NOTs are nested too deeply (limit 100)"),
            (
                &("-".repeat(9_000) + "x"),
                "malformed query, column 101: parentheses and NOTs are nested too deeply (limit 100)",
            ),
            (&"x OR ".repeat(9_000), "the query is longer than 10000 characters"),
            ("title: x", "malformed query, column 6: after the colon there is nothing to look for"),
        ] {
            assert_eq!(parse(query).err().map(|error| error.cause().to_owned()).as_deref(), Some(cause), "{query}");
        }
    }
}

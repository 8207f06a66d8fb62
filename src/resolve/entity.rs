//! Somebody who can speak, and what the text says of them.

use std::cell::OnceCell;
use std::rc::Rc;

use crate::model::{Span, SpeakerType};
use crate::seeds::speakers::{KnownSpeaker, fold};
use crate::seeds::{Gender, Number, Speakers};

/// What the text says somebody is.
#[derive(Clone, Debug)]
pub(super) struct Role {
    /// Its noun, in small letters.
    pub head: String,
    /// The other words that tell something, in small letters.
    pub words: Vec<String>,
    /// As written, without article.
    pub span: Option<Span>,
}

/// Somebody or something that can speak.
#[derive(Clone, Debug)]
pub(super) struct Entity {
    /// The longest name in the article, or the phrase for somebody unnamed.
    pub name: String,
    /// The name's words, folded.
    pub words: Vec<String>,
    /// Person, body, …
    pub kind: SpeakerType,
    /// Known gender.
    pub gender: Option<Gender>,
    /// Every mention has an article before it: "the Observatory".
    pub determined: bool,
    /// The text tells the gender: "Mrs", "the actress".
    pub gender_told: bool,
    /// One or several.
    pub number: Number,
    /// What the text says it is.
    pub roles: Vec<Role>,
    /// The age that the text gives.
    pub age: Option<u32>,
    /// Where it is from, in small letters.
    pub demonym: Option<String>,
    /// Has a name, rather than a role phrase.
    pub named: bool,
    /// A place or seat that stands for a government, or a country.
    pub place: bool,
    /// Something beside its determiner says that it is a body.
    pub body: bool,
    /// Only its shape says that it is a person.
    pub assumed: bool,
    /// How often it is named.
    pub seen: usize,
    /// How probable the surest of its names is.
    pub probability: f64,
    /// The byte at which it is named first.
    pub first: usize,
    /// For two who were named together.
    pub members: Vec<usize>,
    /// The document's body, or the possessor of somebody unnamed.
    pub of: Option<usize>,
    /// Who of the speakers known by name it is, once somebody has asked; only when its name stands fast.
    known: OnceCell<Option<usize>>,
}

impl Entity {
    /// An entity of this name with nothing known of it.
    pub fn new(name: String, kind: SpeakerType) -> Self {
        let words = fold(&name).split(' ').map(str::to_owned).collect();
        Self {
            name,
            words,
            kind,
            gender: None,
            determined: false,
            gender_told: false,
            number: Number::One,
            roles: Vec::new(),
            age: None,
            demonym: None,
            named: true,
            place: false,
            body: false,
            assumed: false,
            seen: 0,
            probability: 0.0,
            first: usize::MAX,
            members: Vec::new(),
            of: None,
            known: OnceCell::new(),
        }
    }

    /// Who it is of the speakers known by name. Asked when all names of the text are put together: until then the name may change.
    pub fn known<'s>(&self, speakers: &'s Speakers) -> Option<&'s KnownSpeaker> {
        self.known.get_or_init(|| speakers.number(&self.name)).map(|number| &speakers.all()[number])
    }

    /// True for one person, as far as is known.
    pub fn is_person(&self) -> bool {
        self.kind == SpeakerType::Person || (self.kind == SpeakerType::Unknown && !self.place)
    }
}

/// The entities that a mention can mean, in order; nearly always one. Mentions that read the same share theirs.
pub(super) type Meant = Rc<[usize]>;

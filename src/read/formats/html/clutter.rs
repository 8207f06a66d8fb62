//! Which elements of a page are no article, by name, role, id or class.
//!
//! Each list stands for selectors of a style sheet, which say the same in a test. A hundred selectors, each held against every element, were a fifth of
//! the time that a page takes; here an element is looked at once.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use dom_query::{Document, Element, NodeRef};
use rustc_hash::FxHashSet;

/// Elements that are never an article, however much text they hold: by name, id, class.
const NEVER_NAMES: [&str; 8] = ["script", "style", "template", "svg", "iframe", "button", "select", "textarea"];
const NEVER_IDS: &str = "onetrust-consent-sdk onetrust-banner-sdk CybotCookiebotDialog usercentrics-root didomi-host qc-cmp2-container sp-cc cmpbox cmpwrapper \
    cookie-law-info-bar cookie-notice cookiebanner cookie-banner cookieConsent gdpr-cookie-message truste-consent-track tarteaucitronRoot";
const NEVER_CLASSES: &str = "fc-consent-root qc-cmp-ui-container cc-window cmplz-cookiebanner cookie-dialog cookie-banner cookie-bar cookie-notice cookie-consent \
    cookie-modal cookie-popup cookie-overlay cookie-settings cookieconsent cookiebanner consent-banner consent-dialog consent-modal \
    eu-cookie-compliance-banner gdpr-banner";

/// Elements that are clutter by name, role, id or class: names mislead, so they go only where they hold a small share of the page's prose.
const NAMES: [&str; 8] = ["noscript", "nav", "aside", "footer", "form", "menu", "figcaption", "dialog"];
const ROLES: [&str; 6] = ["navigation", "complementary", "contentinfo", "search", "dialog", "alertdialog"];
const ID: &str = "disqus_thread";
/// What an id holds somewhere.
const ID_PARTS: &str = "cookie consent newsletter related outbrain taboola comments";
/// One of its classes.
const CLASSES: [&str; 4] = ["ad", "ads", "share", "about"];
/// What its classes hold somewhere.
const CLASS_PARTS: &str = "cookie consent gdpr newsletter subscri signup sign-up identity-intro donat advert ad-container ad-slot ad-unit sponsor promo \
    social share- sharing sharedaddy related recommend recirc similar outbrain taboola read-more readmore read-next lees-ook leesook more-from \
    most-read trending popular jp-relatedposts prev-next post-nav pagination breadcrumb caption credit author-bio author-box authorbox about-author \
    author-info about-us author__bio comment- comments post-tags tag-list tagcloud visually-hidden visuallyhidden sr-only screen-reader \
    screenreader offscreen popup highlights key-points bullets";
/// The same, but not of a paragraph: those that a paywall covers are the article's.
const BLOCK_PART: &str = "paywall";

/// The elements that are never an article, in the order of the page.
pub(super) fn never(document: &Document) -> Vec<NodeRef<'_>> {
    static IDS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| NEVER_IDS.split_whitespace().collect());
    static CLASSES: LazyLock<FxHashSet<&str>> = LazyLock::new(|| NEVER_CLASSES.split_whitespace().collect());
    elements(document, |element| {
        NEVER_NAMES.contains(&&*element.name.local)
            || element.attrs.iter().any(|attribute| match &*attribute.name.local {
                "id" => IDS.contains(&*attribute.value),
                "class" => words(&attribute.value).any(|class| CLASSES.contains(class)),
                _ => false,
            })
    })
}

/// The elements that are clutter by what they are called, in the order of the page.
pub(super) fn clutter(document: &Document) -> Vec<NodeRef<'_>> {
    static IN_ID: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| any_of(ID_PARTS));
    static IN_CLASS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| any_of(CLASS_PARTS));
    let holds = |parts: &Option<AhoCorasick>, value: &str| parts.as_ref().is_some_and(|parts| parts.is_match(value));
    elements(document, |element| {
        NAMES.contains(&&*element.name.local)
            || element.attrs.iter().any(|attribute| {
                let value = &*attribute.value;
                match &*attribute.name.local {
                    "role" => ROLES.contains(&value),
                    "aria-hidden" => value == "true",
                    "hidden" => true,
                    "id" => value == ID || holds(&IN_ID, value),
                    "class" => {
                        holds(&IN_CLASS, value)
                            || words(value).any(|class| CLASSES.contains(&class))
                            || value.contains(BLOCK_PART) && &*element.name.local != "p"
                    }
                    _ => false,
                }
            })
    })
}

fn elements(document: &Document, is: impl Fn(&Element) -> bool) -> Vec<NodeRef<'_>> {
    document.root().descendants_it().filter(|node| node.element_ref().is_some_and(|element| is(&element))).collect()
}

/// The words of an attribute, as HTML parts them.
fn words(value: &str) -> impl Iterator<Item = &str> {
    value.split([' ', '\t', '\n', '\r', '\x0c']).filter(|word| !word.is_empty())
}

fn any_of(parts: &str) -> Option<AhoCorasick> {
    AhoCorasick::new(parts.split_whitespace()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn each(list: &str, form: impl Fn(&str) -> String) -> Vec<String> {
        list.split_whitespace().map(form).collect()
    }

    /// The selectors that say the same.
    fn selectors() -> [String; 2] {
        let mut never: Vec<String> = NEVER_NAMES.map(str::to_owned).into();
        never.extend(each(NEVER_IDS, |id| format!("#{id}")));
        never.extend(each(NEVER_CLASSES, |class| format!(".{class}")));
        let mut clutter: Vec<String> = NAMES.map(str::to_owned).into();
        clutter.extend(ROLES.map(|role| format!("[role='{role}']")));
        clutter.extend(["[aria-hidden='true']".into(), "[hidden]".into(), format!("[id='{ID}']")]);
        clutter.extend(each(ID_PARTS, |part| format!("[id*='{part}']")));
        clutter.extend(CLASSES.map(|class| format!("[class~='{class}']")));
        clutter.extend(each(CLASS_PARTS, |part| format!("[class*='{part}']")));
        clutter.push(format!("[class*='{BLOCK_PART}']:not(p)"));
        [never.join(", "), clutter.join(", ")]
    }

    fn ids(nodes: &[NodeRef]) -> Vec<dom_query::NodeId> {
        nodes.iter().map(|node| node.id).collect()
    }

    fn value() -> impl Strategy<Value = String> {
        let all: Vec<&str> =
            [NEVER_IDS, NEVER_CLASSES, ID_PARTS, CLASS_PARTS, ID, BLOCK_PART, "true", "dialog", "Cookie"]
                .into_iter()
                .chain(CLASSES)
                .flat_map(str::split_whitespace)
                .collect();
        let word = ("(|x|-|a )", prop::sample::select(all), "(|x|-|s| b)").prop_map(|(a, b, c)| format!("{a}{b}{c}"));
        prop::collection::vec(prop_oneof![word, "[a-z -]{0,8}".prop_map(String::from)], 0..3).prop_map(|w| w.join("\n"))
    }

    proptest! {
        #[test]
        fn as_a_style_sheet_has_it(
            tags in prop::collection::vec(
                ("(div|p|nav|aside|svg|template|noscript|span|Form|figcaption|dialog)", "(class|id|role|hidden|aria-hidden|title)", value()),
                0..12,
            ),
        ) {
            let html: String = tags.iter().map(|(tag, name, value)| format!("<{tag} {name}=\"{value}\">a ")).collect();
            let document = Document::from(html);
            let [by_never, by_clutter] = selectors();
            prop_assert_eq!(ids(&never(&document)), ids(document.select(&by_never).nodes()));
            prop_assert_eq!(ids(&clutter(&document)), ids(document.select(&by_clutter).nodes()));
        }
    }
}

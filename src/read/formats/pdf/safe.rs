//! What a document could do to its reader, and must not: streams that grow without bound, forms that hold themselves, pictures that are taken for text.

use std::io::{Read, sink};

use pdf_extract::{Dictionary, Document, Object, ObjectId, Stream};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::error::{Error, Result};

/// Bytes to which one stream may grow, and all together.
const STREAM: u64 = 64 << 20;
const STREAMS: u64 = 512 << 20;
/// Bytes of a stream in an old form of packing, which cannot be measured: it grows some thousand times at most.
const OLD: usize = 64 << 10;
/// Forms inside each other, and folders of pages.
const DEEPEST: usize = 30;

fn too_much() -> Error {
    Error::new(format!("a part of this PDF unpacks to more than {} MiB", STREAM >> 20))
        .hint("if you trust it, convert it to text: `pdftotext a.pdf`")
}

/// Looks at the bytes: streams that are unpacked as soon as the document is opened.
pub fn before(content: &[u8]) -> Result<()> {
    let mut left = STREAMS;
    for at in memchr::memmem::find_iter(content, b"stream") {
        if content[..at].ends_with(b"end") {
            continue;
        }
        let head = &content[at.saturating_sub(2048)..at];
        let head = memchr::memmem::rfind(head, b"obj").map_or(head, |from| &head[from..]);
        let has = |what: &[u8]| memchr::memmem::find(head, what).is_some();
        // A name may be written in figures.
        if has(b"ObjStm") || has(b"XRef") || has(b"#") {
            let data = &content[at + b"stream".len()..];
            let skip = data.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            let packed =
                memchr::memmem::find_iter(head, b"Flate").count() + memchr::memmem::find_iter(head, b"/Fl ").count();
            if packed > 1 || has(b"LZW") {
                return Err(too_much());
            }
            left = left.checked_sub(grown(&data[skip..])?).ok_or_else(too_much)?;
        }
    }
    Ok(())
}

/// How large a packed stream is; one that is not packed so counts for nothing.
fn grown(packed: &[u8]) -> Result<u64> {
    let mut content = flate2::read::ZlibDecoder::new(packed).take(STREAM + 1);
    // A damaged stream gives what comes before the damage.
    let mut size = 0;
    let mut buffer = [0; 1 << 14];
    while let Ok(read @ 1..) = content.read(&mut buffer) {
        size += read as u64;
    }
    let _ = std::io::copy(&mut content, &mut sink());
    if size > STREAM { Err(too_much()) } else { Ok(size) }
}

/// Looks at an open document, and takes out what is no text; true when there are pictures.
pub fn after(doc: &mut Document) -> Result<bool> {
    let (mut pictures, mut left) = (false, STREAMS);
    for object in doc.objects.values_mut() {
        let Object::Stream(stream) = object else { continue };
        let is =
            |name: &[u8]| stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|subtype| subtype == name);
        if is(b"Image") {
            pictures = true;
            empty(stream);
            continue;
        }
        let form = is(b"Form");
        let filters = filters(&stream.dict);
        let packed = filters.iter().filter(|filter| filter.starts_with(b"Fl")).count();
        let old = filters
            .iter()
            .any(|filter| filter.starts_with(b"LZW") || filter.starts_with(b"Run") || filter.starts_with(b"RL"));
        if packed > 1 || (old && stream.content.len() > OLD) || filters.len() > 3 {
            return Err(too_much());
        }
        if packed == 1 {
            left = left.checked_sub(grown(&stream.content)?).ok_or_else(too_much)?;
        }
        // It would have what its page has, itself included.
        if form && !stream.dict.has(b"Resources") {
            stream.dict.set("Resources", Dictionary::new());
        }
    }
    for id in circles(doc) {
        if let Some(Object::Stream(stream)) = doc.objects.get_mut(&id) {
            empty(stream);
        }
    }
    for page in doc.get_pages().into_values() {
        let mut at = page;
        for depth in 0.. {
            let parent = doc.get_dictionary(at).and_then(|dict| dict.get(b"Parent")).and_then(Object::as_reference);
            let Ok(parent) = parent else { break };
            if depth > DEEPEST {
                return Err(
                    Error::new("the PDF is damaged: its pages contain each other").hint("is the file complete?")
                );
            }
            at = parent;
        }
    }
    Ok(pictures)
}

fn empty(stream: &mut Stream) {
    stream.content = Vec::new();
    stream.dict.remove(b"Filter");
    stream.dict.remove(b"DecodeParms");
}

fn filters(dict: &Dictionary) -> Vec<&[u8]> {
    match dict.get(b"Filter") {
        Ok(Object::Name(name)) => vec![name],
        Ok(Object::Array(names)) => names.iter().filter_map(|name| name.as_name().ok()).collect(),
        _ => Vec::new(),
    }
}

/// Forms that hold themselves, or hold each other too deep.
fn circles(doc: &Document) -> Vec<ObjectId> {
    let mut held: FxHashMap<ObjectId, Vec<ObjectId>> = FxHashMap::default();
    for (id, object) in &doc.objects {
        if let Object::Stream(stream) = object {
            held.insert(*id, forms(doc, &stream.dict));
        }
    }
    let mut wrong = FxHashSet::default();
    let mut depths: FxHashMap<ObjectId, usize> = FxHashMap::default();
    let mut ids: Vec<ObjectId> = held.keys().copied().collect();
    ids.sort_unstable();
    for id in ids {
        // How deep each goes, innermost first; what is still open when it comes again holds itself.
        let mut open = vec![(id, 0_usize)];
        let mut on_the_way: FxHashSet<ObjectId> = FxHashSet::from_iter([id]);
        while let Some((at, next)) = open.last_mut() {
            let inner = held.get(at).map_or(&[][..], Vec::as_slice);
            match inner.get(*next) {
                Some(inner) => {
                    *next += 1;
                    if on_the_way.contains(inner) {
                        wrong.insert(*inner);
                    } else if !depths.contains_key(inner) {
                        on_the_way.insert(*inner);
                        open.push((*inner, 0));
                    }
                }
                None => {
                    let deepest = inner.iter().filter_map(|inner| depths.get(inner)).max().map_or(0, |depth| depth + 1);
                    let done = *at;
                    if deepest > DEEPEST {
                        wrong.insert(done);
                    }
                    depths.insert(done, deepest);
                    on_the_way.remove(&done);
                    open.pop();
                }
            }
        }
    }
    let mut wrong: Vec<ObjectId> = wrong.into_iter().collect();
    wrong.sort_unstable();
    wrong
}

/// The forms that a stream may show.
fn forms(doc: &Document, dict: &Dictionary) -> Vec<ObjectId> {
    let of = |object: &Object| doc.dereference(object).ok().and_then(|(_, object)| object.as_dict().ok().cloned());
    let shown =
        dict.get(b"Resources").ok().and_then(of).and_then(|resources| resources.get(b"XObject").ok().and_then(of));
    shown.map(|shown| shown.iter().filter_map(|(_, object)| object.as_reference().ok()).collect()).unwrap_or_default()
}

//! How much text waits to be written: tantivy's own queue counts documents, and ten thousand of them may be anything.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;
use tantivy::TantivyDocument;
use tantivy::schema::Document;
#[cfg(test)]
use tantivy::schema::Field;

/// So long a document waits for room. Longer takes only an index writer that has died, and that tells when the document is handed to it.
const PATIENCE: Duration = Duration::from_secs(30);

/// A limit for the bytes of documents on their way.
#[derive(Clone)]
pub struct Queue {
    limit: usize,
    state: Arc<(Mutex<usize>, Condvar)>,
}

impl Queue {
    /// A queue that holds `limit` bytes, or one document that is larger.
    #[must_use]
    pub fn new(limit: usize) -> Self {
        Self { limit, state: Arc::default() }
    }

    /// The document, once there is room for it.
    #[must_use]
    pub fn enter(&self, document: TantivyDocument, bytes: usize) -> Waiting {
        let (bytes_waiting, room) = &*self.state;
        let guard = bytes_waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let full = |waiting: &mut usize| *waiting > 0 && *waiting + bytes > self.limit;
        let (mut guard, _) = room.wait_timeout_while(guard, PATIENCE, full).unwrap_or_else(PoisonError::into_inner);
        *guard += bytes;
        Waiting { document, bytes, queue: self.clone() }
    }

    fn leave(&self, bytes: usize) {
        let (bytes_waiting, room) = &*self.state;
        let mut guard = bytes_waiting.lock().unwrap_or_else(PoisonError::into_inner);
        *guard = guard.saturating_sub(bytes);
        room.notify_all();
    }
}

/// A document on its way; it counts until the index writer takes it up.
pub struct Waiting {
    document: TantivyDocument,
    bytes: usize,
    queue: Queue,
}

impl Document for Waiting {
    type Value<'a> = <TantivyDocument as Document>::Value<'a>;
    type FieldsValuesIter<'a> = <TantivyDocument as Document>::FieldsValuesIter<'a>;

    fn iter_fields_and_values(&self) -> Self::FieldsValuesIter<'_> {
        Document::iter_fields_and_values(&self.document)
    }

    fn into_tantivy_document(mut self) -> TantivyDocument {
        // What is left of `self` is dropped, and the document counts no more.
        std::mem::take::<TantivyDocument>(&mut self.document)
    }
}

impl Waiting {
    /// A field's value, for tests.
    #[cfg(test)]
    fn has(&self, field: Field) -> bool {
        self.iter_fields_and_values().any(|(name, _)| name == field)
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.queue.leave(self.bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_waits_until_there_is_room() {
        let queue = Queue::new(10);
        let field = Field::from_field_id(0);
        let mut document = TantivyDocument::new();
        document.add_text(field, "x");
        let large = queue.enter(document, 50);
        assert!(large.has(field), "one document may be larger than the queue");
        let (sender, receiver) = std::sync::mpsc::channel();
        std::thread::scope(|scope| {
            let queue = queue.clone();
            scope.spawn(move || {
                let next = queue.enter(TantivyDocument::new(), 6);
                sender.send("entered").expect("somebody listens");
                drop(next);
            });
            assert!(receiver.try_recv().is_err(), "there is no room yet");
            drop(large.into_tantivy_document());
            assert_eq!(receiver.recv(), Ok("entered"));
        });
        assert_eq!(*queue.state.0.lock().expect("a lock"), 0);
    }
}

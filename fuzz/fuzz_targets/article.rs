#![no_main]
//! Texts put together of what makes claims likely. The first byte chooses the language, whether the network has a say, and where a headline,
//! boilerplate and date stand.

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let [how, bytes @ ..] = bytes else { return };
    let article = whosaid_fuzz::pieces::article(*how, bytes);
    if how & 2 == 0 {
        whosaid_fuzz::by_rules(&article);
    } else {
        whosaid_fuzz::with_model(article);
    }
});

//! Any text: folding twice changes nothing, tokens are folded and never empty,
//! the other readings of a text do not panic.
#![no_main]

use accord::language::{Layout, Stemmer, fold, retyped, skeleton, tokenise};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let once = fold(text);
    assert_eq!(fold(&once), once);
    for token in tokenise(text) {
        assert!(!token.text.is_empty());
        assert_eq!(fold(&token.text), token.text);
        assert!(skeleton(&token.text).is_ascii());
        for code in ["en", "fr", "ru", "kk"] {
            if let Ok(language) = code.parse() {
                let _ = Stemmer::new(language).stem(&token.text);
            }
        }
    }
    for layout in Layout::ALL {
        let _ = retyped(text, layout);
    }
});

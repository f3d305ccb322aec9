//! A picture: what is drawn anew can be drawn anew once more, and is then the same, bit for bit.
#![no_main]

use libfuzzer_sys::fuzz_target;
use papers::picture::Picture;

// A panic of the decoders is answered with a word; the fuzzer's own hook would end the process before that.
fuzz_target!(init: std::panic::set_hook(Box::new(|_| {})), |data: &[u8]| {
    let Ok(once) = Picture::redrawn(data) else { return };
    match Picture::redrawn(&once.bytes) {
        Ok(again) if again == once => {}
        other => {
            eprintln!("drawn again: {:?}", other.map(|picture| (picture.width, picture.height)));
            std::process::abort();
        }
    }
});

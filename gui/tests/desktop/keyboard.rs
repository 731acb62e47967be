//! Keys, pressed by the X server itself (extension XTEST), so that the program cannot tell them from real ones.

use std::io::IoSlice;

use x11rb::connection::{Connection, RequestConnection};
use x11rb::protocol::xproto::ConnectionExt;

use super::window::Window;

/// Keys by their keysyms.
pub const CONTROL: u32 = 0xFFE3;
#[allow(missing_docs)]
pub const ENTER: u32 = 0xFF0D;
#[allow(missing_docs)]
pub const END: u32 = 0xFF57;
#[allow(missing_docs)]
pub const SHIFT: u32 = 0xFFE1;
#[allow(missing_docs)]
pub const ALT: u32 = 0xFFE9;

/// The number of the request `FakeInput` within the extension.
const FAKE_INPUT: u8 = 2;
const PRESS: u8 = 2;
const RELEASE: u8 = 3;

/// Presses keys one after the other and releases them in the reverse order.
pub fn press(window: &Window, keys: &[u32]) {
    let codes: Vec<u8> = keys.iter().map(|key| code(window, *key)).collect();
    codes.iter().for_each(|code| fake(window, PRESS, *code));
    codes
        .iter()
        .rev()
        .for_each(|code| fake(window, RELEASE, *code));
    window.x.flush().expect("sent");
}

fn code(window: &Window, keysym: u32) -> u8 {
    let setup = window.x.setup();
    let (first, last) = (setup.min_keycode, setup.max_keycode);
    let map = window.x.get_keyboard_mapping(first, last - first + 1);
    let map = map.expect("sent").reply().expect("a keyboard");
    let per_key = usize::from(map.keysyms_per_keycode);
    let place = map
        .keysyms
        .chunks(per_key)
        .position(|key| key.contains(&keysym));
    first + u8::try_from(place.expect("a key")).expect("a key")
}

/// The request's 36 bytes by hand, as its crate feature would build the window's X11 library anew for tests alone.
fn fake(window: &Window, kind: u8, code: u8) {
    let found = window.x.query_extension(b"XTEST").expect("sent");
    let opcode = found.reply().expect("XTEST").major_opcode;
    let mut request = [0_u8; 36];
    request[0] = opcode;
    request[1] = FAKE_INPUT;
    request[2..4].copy_from_slice(&9_u16.to_ne_bytes());
    request[4] = kind;
    request[5] = code;
    let sent = (window.x).send_request_without_reply(&[IoSlice::new(&request)], Vec::new());
    drop(sent.expect("sent"));
}

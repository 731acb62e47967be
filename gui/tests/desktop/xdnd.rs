//! Drag and drop from another program, by the XDND protocol (version 5): the test is that program.

use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::time::{Duration, Instant};

use x11rb::connection::Connection;
use x11rb::protocol::Event;
use x11rb::protocol::xproto::{
    Atom, ClientMessageEvent, ConnectionExt, CreateWindowAux, EventMask, PropMode,
    SELECTION_NOTIFY_EVENT, SelectionNotifyEvent, SelectionRequestEvent, WindowClass,
};
use x11rb::wrapper::ConnectionExt as _;
use x11rb::{COPY_DEPTH_FROM_PARENT, CURRENT_TIME};

use super::window::Window;

/// How long the window may take to answer.
const PATIENCE: Duration = Duration::from_secs(30);
const VERSION: u32 = 5;

/// Drops files onto the middle of the window. Panics if the window does not take them.
pub fn drop(window: &Window, files: &[&Path]) {
    let source = Source::new(window, files);
    let list = source.atom("text/uri-list");
    source.send("XdndEnter", [VERSION << 24, list, 0, 0]);
    let (x, y) = source.middle();
    let copy = source.atom("XdndActionCopy");
    source.send("XdndPosition", [0, x << 16 | y, CURRENT_TIME, copy]);
    let status = source.wait_for("XdndStatus");
    assert_eq!(status[1] & 1, 1, "the window refuses what hovers over it");
    source.send("XdndDrop", [0, CURRENT_TIME, 0, 0]);
    let finished = source.wait_for("XdndFinished");
    assert_eq!(finished[1] & 1, 1, "the window refuses what is dropped");
}

struct Source<'a> {
    window: &'a Window,
    /// The window that the drag comes from.
    id: u32,
    /// The files, one URI a line.
    uris: Vec<u8>,
}

impl<'a> Source<'a> {
    fn new(window: &'a Window, files: &[&Path]) -> Self {
        let x = &window.x;
        let id = x.generate_id().expect("an id");
        let look = CreateWindowAux::new().event_mask(EventMask::PROPERTY_CHANGE);
        x.create_window(
            COPY_DEPTH_FROM_PARENT,
            id,
            window.root,
            0,
            0,
            10,
            10,
            0,
            WindowClass::INPUT_OUTPUT,
            0,
            &look,
        )
        .expect("sent");
        let uris = files.iter().flat_map(|file| uri(file)).collect();
        let source = Self { window, id, uris };
        x.set_selection_owner(id, source.atom("XdndSelection"), CURRENT_TIME)
            .expect("sent");
        x.flush().expect("sent");
        source
    }

    fn atom(&self, name: &str) -> Atom {
        let asked = self.window.x.intern_atom(false, name.as_bytes());
        asked.expect("sent").reply().expect("an atom").atom
    }

    /// The middle of the window, on the screen.
    fn middle(&self) -> (u32, u32) {
        let Window { x, id, root, .. } = self.window;
        let size = x.get_geometry(*id).expect("sent").reply().expect("a size");
        let (width, height) = (size.width as i16, size.height as i16);
        let at = x.translate_coordinates(*id, *root, width / 2, height / 2);
        let at = at.expect("sent").reply().expect("a place");
        (at.dst_x as u32, at.dst_y as u32)
    }

    fn send(&self, kind: &str, data: [u32; 4]) {
        let all = [self.id, data[0], data[1], data[2], data[3]];
        let message = ClientMessageEvent::new(32, self.window.id, self.atom(kind), all);
        let x = &self.window.x;
        x.send_event(false, self.window.id, EventMask::NO_EVENT, message)
            .expect("sent");
        x.flush().expect("sent");
    }

    /// Waits for an answer, and hands out the list of files whenever it is asked for.
    fn wait_for(&self, kind: &str) -> [u32; 5] {
        let wanted = self.atom(kind);
        let started = Instant::now();
        while started.elapsed() < PATIENCE {
            match self.window.x.poll_for_event().expect("a connection") {
                Some(Event::ClientMessage(message)) if message.type_ == wanted => {
                    return message.data.as_data32();
                }
                Some(Event::SelectionRequest(request)) => self.serve(&request),
                Some(_) => {}
                None => std::thread::sleep(Duration::from_millis(5)),
            }
        }
        panic!("the window never answers with {kind}");
    }

    fn serve(&self, request: &SelectionRequestEvent) {
        let x = &self.window.x;
        let list = self.atom("text/uri-list");
        let known = request.target == list;
        if known {
            x.change_property8(
                PropMode::REPLACE,
                request.requestor,
                request.property,
                list,
                &self.uris,
            )
            .expect("sent");
        }
        let answer = SelectionNotifyEvent {
            response_type: SELECTION_NOTIFY_EVENT,
            sequence: 0,
            time: request.time,
            requestor: request.requestor,
            selection: request.selection,
            target: request.target,
            property: if known { request.property } else { x11rb::NONE },
        };
        x.send_event(false, request.requestor, EventMask::NO_EVENT, answer)
            .expect("sent");
        x.flush().expect("sent");
    }
}

/// A file as a line of a list of URIs. What is no plain letter is percent-encoded.
fn uri(file: &Path) -> Vec<u8> {
    let mut line = b"file://".to_vec();
    for byte in file.as_os_str().as_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b'~' => {
                line.push(*byte);
            }
            _ => line.extend(format!("%{byte:02X}").bytes()),
        }
    }
    line.extend(b"\r\n");
    line
}

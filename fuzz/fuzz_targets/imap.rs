//! What a mail server says while a folder is read: the input is all of its answers, over a line within this machine.
#![no_main]

use std::io::Write as _;
use std::net::{Ipv4Addr, Shutdown, TcpListener};
use std::sync::{Mutex, OnceLock};
use std::thread;

use accord::post::Trouble;
use accord::post::address::{Address, For};
use accord::post::line::{Terms, Unencrypted};
use accord::post::mailbox::{Found, Mailbox};
use accord::post::secret::Secret;
use libfuzzer_sys::fuzz_target;

/// The largest message that is wanted.
const MOST: usize = 1_000;

struct Server {
    at: Address,
    terms: Terms,
}

/// What the server says on the next line.
static SAYS: Mutex<Vec<u8>> = Mutex::new(Vec::new());

/// One server for all inputs: each line that is taken up hears one of them, and the end.
fn server() -> &'static Server {
    static SERVER: OnceLock<Server> = OnceLock::new();
    SERVER.get_or_init(|| {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
        let port = listener.local_addr().expect("a port").port();
        thread::spawn(move || {
            for mut line in listener.incoming().flatten() {
                let bytes = SAYS.lock().expect("one line at a time").clone();
                // What is asked is not read: it could not be known before what answers it.
                let _ = line.write_all(&bytes).and_then(|()| line.shutdown(Shutdown::Write));
            }
        });
        let at =
            Address::parse(&format!("imap://u@127.0.0.1:{port}/INBOX"), For::Reading).expect("an address");
        Server { at, terms: Terms::new(None, Unencrypted::Here).expect("terms") }
    })
}

fuzz_target!(|bytes: &[u8]| {
    let Server { at, terms } = server();
    *SAYS.lock().expect("one line at a time") = bytes.to_vec();
    let Ok(mut mailbox) = Mailbox::open(at, Secret::Password("secret"), terms) else { return };
    let mut before = Vec::new();
    let _ = mailbox.each(None, MOST, &mut |number, found, _| {
        assert!(!before.contains(&number), "a message is handed on twice");
        before.push(number);
        if let Found::Message(message) = found {
            assert!(message.len() <= MOST, "more than was wanted");
            assert!(message.is_empty() || bytes.windows(message.len()).any(|there| there == message));
        }
        Ok::<(), Trouble>(())
    });
});

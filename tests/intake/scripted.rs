//! Servers that do what no well-kept server does, each a script: too much, too little, other words, the end.

use std::io::{BufRead, BufReader, Write};
use std::net::{IpAddr, TcpListener, UdpSocket};
use std::thread::{self, JoinHandle};

use accord::post::Trouble;
use accord::post::address::{Address, For};
use accord::post::line::{Terms, Unencrypted};
use accord::post::mailbox::{Found, Mailbox};
use accord::post::secret::Secret;
use accord::post::sending::{Became, Sending};

/// What a server says when it hears something that begins so; `@` stands for the tag. After `END ` it ends the connection,
/// after `FOREVER ` it never does.
type Script = &'static [(&'static str, &'static str)];

/// Begins a server at an address of this machine; what it heard, once it is done.
fn server(at: IpAddr, greeting: &'static str, script: Script) -> (u16, JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind((at, 0)).expect("a port");
    let port = listener.local_addr().expect("a port").port();
    let heard = thread::spawn(move || {
        let (mut line, _) = listener.accept().expect("a line");
        let said = BufReader::new(line.try_clone().expect("a line"));
        let mut heard = Vec::new();
        let mut script = script.iter();
        let speaks_smtp = greeting.contains("220");
        let mut say = |answer: &str| {
            let (answer, goes_on) = match answer.split_once("FOREVER ") {
                Some((_, answer)) => (answer, true),
                None => (answer, false),
            };
            let _ = line.write_all(answer.trim_start_matches("END ").as_bytes());
            while goes_on && line.write_all(&[b'x'; 65_536]).is_ok() {}
        };
        say(greeting);
        for command in said.lines().map_while(Result::ok) {
            let (tag, words) = command.split_once(' ').unwrap_or((&command, ""));
            // SMTP has no tags.
            let words = if speaks_smtp { &command } else { words };
            heard.push(words.to_owned());
            let Some((begins, answer)) = script.next() else { break };
            assert!(words.starts_with(begins), "{words} instead of {begins}");
            say(&answer.replace('@', tag));
            if answer.starts_with("END ") {
                break;
            }
        }
        heard
    });
    (port, heard)
}

const HERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::LOCALHOST);

fn terms() -> Terms {
    Terms::new(None, Unencrypted::Here).expect("terms")
}

fn mailbox(at: IpAddr, port: u16) -> Address {
    Address::parse(&format!("imap://u@{at}:{port}/INBOX"), For::Reading).expect("an address")
}

/// Number and what was found, as words.
type Seen = Vec<(u32, String)>;

fn read(port: u16) -> (Result<(), Trouble>, Seen) {
    let mut seen = Seen::new();
    let done =
        Mailbox::open(&mailbox(HERE, port), Secret::Password("secret"), &terms()).and_then(|mut mailbox| {
            mailbox.each(None, 50_000_000, &mut |number, found, _| {
                let words = match found {
                    Found::Message(bytes) => String::from_utf8_lossy(bytes).into_owned(),
                    Found::TooLarge => "too large".to_owned(),
                    Found::Withheld(says) => format!("withheld: {says}"),
                };
                seen.push((number, words));
                Ok::<(), Trouble>(())
            })
        });
    (done, seen)
}

#[test]
fn what_is_larger_than_any_message_is_not_asked_for_and_one_that_is_withheld_keeps_nobody_from_the_next() {
    let (port, heard) = server(
        HERE,
        "* OK hello\r\n",
        &[
            ("STARTTLS", "@ BAD what?\r\n"),
            ("LOGIN \"u\" \"secret\"", "* CAPABILITY IMAP4rev1\r\n@ OK in\r\n"),
            (
                "EXAMINE \"INBOX\"",
                "* 5 EXISTS\r\n* X-UNKNOWN (to us)\r\n* OK [UIDVALIDITY 1] so\r\n@ OK [READ-ONLY] open\r\n",
            ),
            ("UID SEARCH ALL", "* SEARCH 9 3 4\r\n* SEARCH 7\r\n* 6 EXISTS\r\n@ OK found\r\n"),
            (
                "UID FETCH 3:4,7,9 (UID RFC822.SIZE)",
                "* 1 FETCH (UID 3 RFC822.SIZE 5)\r\n* 2 FETCH (UID 4 RFC822.SIZE 4294967295)\r\n\
             * 3 FETCH (RFC822.SIZE 5 UID 7)\r\n* 4 FETCH (UID 9 RFC822.SIZE 5)\r\n* 9 FETCH (UID 99 RFC822.SIZE 5)\r\n\
             @ OK sizes\r\n",
            ),
            (
                "UID FETCH 3 (UID BODY.PEEK[]<0.50000001>)",
                "* 1 FETCH (UID 3 BODY[]<0> {5}\r\nhello)\r\n@ OK there\r\n",
            ),
            (
                "UID FETCH 7,9 (UID BODY.PEEK[]<0.50000001>)",
                "* 3 FETCH (FLAGS (\\Seen) UID 7)\r\n* 4 FETCH (UID 9 BODY[]<0> \"quoted\")\r\n@ NO [SERVERBUG] one is broken\r\n",
            ),
        ],
    );
    let (done, seen) = read(port);
    assert_eq!(done, Ok(()));
    let words = |number: u32, words: &str| (number, words.to_owned());
    assert_eq!(
        seen,
        [words(3, "hello"), words(4, "too large"), words(9, "quoted"), words(7, "withheld: one is broken")]
    );
    assert_eq!(heard.join().expect("done").len(), 7);
}

#[test]
fn a_server_that_sends_without_end_or_ends_is_left() {
    let opened = [
        ("STARTTLS", "@ NO\r\n"),
        ("LOGIN", "@ OK\r\n"),
        ("EXAMINE", "@ OK\r\n"),
        ("UID SEARCH", "* SEARCH 1\r\n@ OK\r\n"),
        ("UID FETCH 1 (UID RFC822.SIZE)", "* 1 FETCH (UID 1 RFC822.SIZE 5)\r\n@ OK\r\n"),
    ];
    let then = |last: (&'static str, &'static str)| -> Script {
        Box::leak([&opened[..], &[last]].concat().into_boxed_slice())
    };
    let more = then(("UID FETCH 1", "FOREVER * 1 FETCH (UID 1 BODY[] {400000000}\r\n"));
    let (port, _) = server(HERE, "* OK\r\n", more);
    assert_eq!(read(port), (Err(Trouble::TooMuch), Seen::new()));
    let (port, _) = server(HERE, "FOREVER ", &[]);
    assert!(read(port).0.is_err());
    let (port, _) = server(HERE, "* OK\r\n", then(("UID FETCH 1", "END * BYE [X] to bed\r\n")));
    assert_eq!(read(port), (Err(Trouble::Closed("to bed".to_owned())), Seen::new()));
    let (port, _) = server(HERE, "* OK\r\n", then(("UID FETCH 1", "* 1 FETCH what\r\n@ OK\r\n")));
    assert_eq!(read(port), (Err(Trouble::NoAnswer), Seen::new()));
    let (port, _) = server(HERE, "* BYE too busy\r\n", &[]);
    assert_eq!(read(port).0, Err(Trouble::Refused("too busy".to_owned())));
    let (port, heard) = server(HERE, "* OK\r\n", &[("STARTTLS", "@ OK\r\n* OK slipped in\r\n")]);
    assert_eq!(
        read(port).0,
        Err(Trouble::NoAnswer),
        "what came unencrypted is not taken for what came encrypted"
    );
    assert_eq!(heard.join().expect("done"), ["STARTTLS"]);
}

/// The parser of answers dies of it.
#[test]
fn a_code_that_nothing_separates_from_its_words_is_read() {
    let script: Script =
        &[("STARTTLS", "@ BAD [X]ü\r\n"), ("LOGIN", "@ NO [AUTHENTICATIONFAILED]é, falsch\r\n")];
    let (port, _) = server(HERE, "* OK [ALERT]Überlastet\r\n", script);
    assert_eq!(read(port), (Err(Trouble::Login("é, falsch".to_owned())), Seen::new()));
}

#[test]
fn an_answer_that_is_nested_without_end_is_none() {
    // What a parser that follows every bracket would die of, before a message and after one.
    let nested = "(".repeat(100_000);
    for begin in ["BODYSTRUCTURE ", "UID 1 BODY[] {1}\r\nx BODYSTRUCTURE "] {
        let answer: &'static str = Box::leak(format!("* 1 FETCH ({begin}{nested}\r\n").into_boxed_str());
        let script = [
            ("STARTTLS", "@ NO\r\n"),
            ("LOGIN", "@ OK\r\n"),
            ("EXAMINE", "@ OK\r\n"),
            ("UID SEARCH", answer),
        ];
        let (port, _) = server(HERE, "* OK\r\n", Box::leak(Box::new(script)));
        assert_eq!(read(port), (Err(Trouble::NoAnswer), Seen::new()));
    }
}

/// The address of this machine as others see it; no packet is sent.
fn seen_from_outside() -> Option<IpAddr> {
    let socket = UdpSocket::bind("0.0.0.0:0").ok()?;
    socket.connect("192.0.2.1:9").ok()?;
    let own = socket.local_addr().ok()?.ip();
    (!own.is_loopback() && !own.is_unspecified()).then_some(own)
}

#[test]
fn no_password_goes_over_a_line_that_others_can_read_unless_it_was_said_so() {
    let Some(outside) = seen_from_outside() else { return };
    let (port, heard) = server(outside, "* OK\r\n", &[("STARTTLS", "@ NO not here\r\n")]);
    let opened = Mailbox::open(&mailbox(outside, port), Secret::Password("secret"), &terms());
    assert_eq!(opened.err(), Some(Trouble::InTheClear));
    assert_eq!(heard.join().expect("done"), ["STARTTLS"]);
    let script: Script = &[("STARTTLS", "@ NO\r\n"), ("LOGIN", "@ OK\r\n"), ("EXAMINE", "@ OK\r\n")];
    let (port, _) = server(outside, "* OK\r\n", script);
    let anyway = Terms::new(None, Unencrypted::Anywhere).expect("terms");
    assert!(Mailbox::open(&mailbox(outside, port), Secret::Password("secret"), &anyway).is_ok());

    let (port, heard) = server(outside, "220 hello\r\n", &[("EHLO", "250-hello\r\n250 AUTH PLAIN\r\n")]);
    let at = Address::parse(&format!("smtp://u@{outside}:{port}"), For::Sending).expect("an address");
    assert_eq!(
        Sending::open(&at, Some(Secret::Password("secret")), &terms()).err(),
        Some(Trouble::InTheClear)
    );
    assert_eq!(heard.join().expect("done").len(), 1);
}

#[test]
fn a_letter_is_sent_when_the_server_says_so() {
    let (port, heard) = server(
        HERE,
        "220-hello\r\n220 there\r\n",
        &[
            ("EHLO [127.0.0.1]", "250-hello\r\n250-SIZE\r\n250 auth LOGIN\r\n"),
            ("AUTH LOGIN", "334 VXNlcm5hbWU6\r\n"),
            ("dQ==", "334 UGFzc3dvcmQ6\r\n"),
            ("c2VjcmV0", "235 in\r\n"),
            ("MAIL FROM:<a@b>", "250 ok\r\n"),
            ("RCPT TO:<c@d>", "550-nobody\r\n550 is called so\r\n"),
            ("RSET", "250 ok\r\n"),
            ("MAIL FROM:<a@b>", "250 ok\r\n"),
            ("RCPT TO:<e@f>", "251 it is sent on\r\n"),
            ("DATA", "354 go on\r\n"),
            ("Subject: x", ""),
            ("", ""),
            ("..", ""),
            (".", "250 it is here\r\n"),
            ("MAIL FROM:<a@b>", "END 421 to bed\r\n"),
        ],
    );
    let at = Address::parse(&format!("smtp://u@127.0.0.1:{port}"), For::Sending).expect("an address");
    let mut sending = Sending::open(&at, Some(Secret::Password("secret")), &terms()).expect("a line");
    let letter = b"Subject: x\r\n\r\n.\r\n";
    let nobody = Became::Refused("550 nobody is called so".to_owned());
    assert_eq!(sending.send("a@b", "c@d", letter), Ok(nobody));
    assert_eq!(sending.send("a@b", "e@f", letter), Ok(Became::Sent));
    assert_eq!(sending.send("a@b", "e@f", letter), Err(Trouble::Closed("421 to bed".to_owned())));
    drop(sending);
    assert_eq!(heard.join().expect("done").len(), 15);
    let (port, _) = server(HERE, "220 hello\r\n", &[("EHLO", "250 AUTH GSSAPI\r\n")]);
    let at = Address::parse(&format!("smtp://u@127.0.0.1:{port}"), For::Sending).expect("an address");
    assert!(matches!(Sending::open(&at, Some(Secret::Password("secret")), &terms()), Err(Trouble::Login(_))));
    let (port, _) = server(HERE, "FOREVER 220", &[]);
    let at = Address::parse(&format!("smtp://127.0.0.1:{port}"), For::Sending).expect("an address");
    assert!(Sending::open(&at, None, &terms()).is_err());
}

#[test]
fn a_token_that_is_over_is_told_once_the_server_has_said_why_and_no_other_way_is_tried() {
    let in_vain = "535 5.7.3 Authentication unsuccessful";
    let scripts: [(Script, &str); 2] = [
        (
            &[
                ("EHLO", "250-here\r\n250 AUTH PLAIN XOAUTH2\r\n"),
                ("AUTH XOAUTH2 dXNlcj11AWF1dGg9QmVhcmVyIHRva2VuAQE=", "334 eyJzdGF0dXMiOiI0MDEifQ==\r\n"),
                ("", "535 5.7.3 Authentication unsuccessful\r\n"),
            ],
            in_vain,
        ),
        (
            &[("EHLO", "250-here\r\n250 AUTH PLAIN LOGIN\r\n")],
            "it offers no way to log in with an access token",
        ),
    ];
    for (script, says) in scripts {
        let (port, heard) = server(HERE, "220 hello\r\n", script);
        let at = Address::parse(&format!("smtp://u@{HERE}:{port}"), For::Sending).expect("an address");
        let done = Sending::open(&at, Some(Secret::Token("token")), &terms()).map(drop);
        assert_eq!(done, Err(Trouble::Login(says.to_owned())));
        let heard = heard.join().expect("ended");
        assert_eq!(heard.len(), script.len(), "{heard:?}");
    }
}

//! Mail that was made to do harm, and mail that was broken at random: told, never a panic, never taken in.

use std::panic;
use std::sync::atomic::{AtomicUsize, Ordering};

use accord::mail::content::files_in;
use accord::mail::{self, MOST_BYTES, Unread};

use base64ct::Encoding as _;

use super::desk;

const MARK: [&str; 1] = ["\"format\":\"dispute-bundle/"];

/// Numbers that are the same at every run.
pub(super) struct Numbers(pub u64);

impl Numbers {
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end.max(1) as u64).expect("below an index")
    }
}

fn every_message() -> Vec<Vec<u8>> {
    let mut all = Vec::new();
    for folder in ["made", "raw"] {
        let dir = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mail").join(folder);
        for entry in std::fs::read_dir(dir).expect("listed") {
            all.push(std::fs::read(entry.expect("an entry").path()).expect("read"));
        }
    }
    all
}

/// One change, as gateways and attackers make them.
fn broken(original: &[u8], other: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    const WORDS: [&[u8]; 10] = [
        b"\r\n\r\n",
        b"--",
        b"Content-Type: message/rfc822\r\n\r\n",
        b"Content-Type: multipart/digest; boundary=\"\"\r\n\r\n",
        b"Content-Transfer-Encoding: base64\r\n",
        b"boundary*0=\"b\"; boundary*1*=utf-8''%C3",
        b"{\"format\":\"dispute-bundle/1\"",
        b"=?utf-8?q?",
        b"From ",
        b"\0\xff\n",
    ];
    let mut bytes = original.to_vec();
    for _ in 0..1 + numbers.below(4) {
        let (from, to) = (numbers.below(bytes.len()), numbers.below(bytes.len()));
        let (from, to) = (from.min(to), from.max(to));
        match numbers.below(7) {
            0 if !bytes.is_empty() => bytes[from] ^= 1 << numbers.below(8),
            1 => bytes.truncate(to),
            2 => drop(bytes.drain(from..to.min(from + 200))),
            3 => drop(bytes.splice(from..from, WORDS[numbers.below(WORDS.len())].iter().copied())),
            4 => {
                let copy = bytes[from..to.min(from + 500)].to_vec();
                drop(bytes.splice(to..to, copy));
            }
            5 => {
                let begin = numbers.below(other.len());
                let part = other[begin..].iter().copied().take(1_000);
                drop(bytes.splice(from..from, part));
            }
            _ => bytes.iter_mut().skip(from).step_by(97).take(5).for_each(|byte| *byte = b'\n'),
        }
    }
    bytes
}

#[test]
fn five_thousand_broken_messages_are_read_or_told() {
    static PANICS: AtomicUsize = AtomicUsize::new(0);
    let before = panic::take_hook();
    // Other tests may fail meanwhile, in threads of their own.
    let here = std::thread::current().id();
    panic::set_hook(Box::new(move |about| {
        PANICS.fetch_add(usize::from(std::thread::current().id() == here), Ordering::Relaxed);
        before(about);
    }));
    let all = every_message();
    let mut numbers = Numbers(0x5EED_ACC0_4D00_0001);
    let (mut found, mut unread) = (0, 0);
    for round in 0..5_000 {
        let (one, other) = (&all[round % all.len()], &all[numbers.below(all.len())]);
        let bytes = broken(one, other, &mut numbers);
        match mail::read(&bytes) {
            Ok(read) => {
                found += read.parts.iter().map(|part| files_in(part, &MARK).found.len()).sum::<usize>()
            }
            Err(_) => unread += 1,
        }
        files_in(&bytes, &MARK);
    }
    drop(panic::take_hook());
    assert_eq!(PANICS.load(Ordering::Relaxed), 0);
    assert!(found > 1_500 && unread > 5, "{found} found, {unread} unread: nothing was tried");
}

#[test]
fn what_is_broken_at_random_brings_nothing_that_its_author_did_not_sign() {
    let (book, _) = desk("mutated");
    let all = every_message();
    let mut numbers = Numbers(0x5EED_ACC0_4D00_0002);
    let mut taken = 0;
    for round in 0..500 {
        let (one, other) = (&all[round % all.len()], &all[numbers.below(all.len())]);
        let seen = book.take_in(&broken(one, other, &mut numbers)).expect("looked at");
        for imported in seen.files.iter().flatten() {
            assert_eq!(imported.dispute, super::DISPUTE);
            taken += 1;
        }
    }
    assert!(taken > 10, "{taken}: nothing was tried");
    let holds = book.holds().expect("listed");
    assert_eq!((holds.disputes.len(), holds.disputes[0].entries, holds.unreadable), (1, 4, 0));
}

#[test]
fn what_would_cost_too_much_is_refused_before_it_is_unpacked() {
    let levels = |n: usize| b"Content-Type: message/rfc822\r\n\r\n".repeat(n);
    for n in [30, 990, 1_001, 1_000_000] {
        assert_eq!(mail::read(&levels(n)), Err(Unread::TooDeep), "{n}");
    }
    let folded = b"CONTENT-TYPE :\r\n (a) Message\r\n /rfc822\r\n\r\n".repeat(200_000);
    assert_eq!(mail::read(&folded), Err(Unread::TooDeep));
    let digests = b"Content-Type: multipart/digest; boundary=a\r\n\r\n--a\r\n\r\n".repeat(100_000);
    assert_eq!(mail::read(&digests), Err(Unread::TooDeep));
    let parts = |n: usize| {
        [&b"Content-Type: multipart/mixed; boundary=a\r\n\r\n"[..], &b"--a\r\n\r\nx\r\n".repeat(n)].concat()
    };
    assert_eq!(mail::read(&parts(10_000)), Err(Unread::TooManyParts));
    assert!(mail::read(&parts(400)).is_ok());
    let multiparts = b"Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n".repeat(50_000);
    assert!(
        mail::read(&multiparts).is_ok_and(|mail| mail.parts.len() < 500) || mail::read(&multiparts).is_err()
    );
    let (book, _) = desk("costly");
    let large = book.take_in(&vec![b'x'; MOST_BYTES + 1]).expect("looked at");
    assert!(large.left.is_some_and(|told| told.happened.contains("50 MB")));
    // A hundred forwarded messages beside each other are an ordinary digest.
    let message = b"--a\r\nContent-Type: message/rfc822\r\n\r\nFrom: x\r\n\r\nHello\r\n".repeat(100);
    let beside = [
        &b"Content-Type: multipart/digest; boundary=a\r\n\r\n"[..],
        &message,
        &super::mail("made/attached.eml"),
    ]
    .concat();
    assert!(mail::read(&beside).is_ok_and(|mail| mail.parts.len() >= 100));
}

#[test]
fn what_is_packed_is_never_unpacked_however_much_it_says_that_it_holds() {
    let (book, _) = desk("packed");
    // The head of a zip that says that it holds 4 GB, and a gzip of zeros as a bomb has them.
    let zip =
        [&b"PK\x03\x04\x14\0\0\0\x08\0\0\0!\0"[..], &[0xFF; 12], b"\x05\0\0\0bomb\0", &[0; 4_000]].concat();
    let gzip = [&b"\x1F\x8B\x08\0\0\0\0\0\x02\x03\xED\xC1\x01"[..], &[0; 1_000_000]].concat();
    for packed in [zip, gzip] {
        let encoded = base64ct::Base64::encode_string(&packed);
        let mail = format!(
            "From: x@school.example\r\nMIME-Version: 1.0\r\nContent-Type: application/zip\r\n\
             Content-Transfer-Encoding: base64\r\n\r\n{encoded}\r\n"
        );
        for bytes in [packed, mail.into_bytes()] {
            let seen = book.take_in(&bytes).expect("looked at");
            let told = seen.left.expect("nothing in it");
            assert!(told.happened.contains("zip") || told.happened.contains("packed"), "{told:?}");
        }
    }
    assert_eq!(book.holds().expect("listed").disputes, []);
}

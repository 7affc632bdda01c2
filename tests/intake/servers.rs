//! A real mailbox server (Dovecot) and a real server for sending (Exim) on free ports of this machine, with a certificate
//! authority of their own: begun by a test, ended with it.
//!
//! Everything lies in one temporary folder. As root they run for a user without rights, otherwise for whoever runs the test.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU16, Ordering};
use std::thread;
use std::time::Duration;

use accord::post::address::{Address, For};
use accord::post::line::{Terms, Unencrypted};
use accord::post::secret::Secret;
use accord::post::sending::{Became, Sending};

/// The password of everybody else.
pub const PASSWORD: &str = "only for tests \"\\ {3}";
/// The password of `head`, as people choose them where they may.
pub const HEADS: &str = "Ŵyn & 台北";
/// The user whose mailbox the desk reads.
pub const DESK: &str = "desk@partnership.example";

/// The access token of the desk.
pub const TOKEN: &str =
    "eyJ0eXAiOiJKV1QiLCJub25jZSI6Im9ubHktZm9yLXRlc3RzIn0.eyJhdWQiOiJodHRwczovL291dGxvb2suZXhhbXBsZSJ9.c2ln";

/// Both servers. They end when it is dropped.
pub struct Servers {
    pub dir: PathBuf,
    pub imaps: u16,
    pub imap: u16,
    pub smtps: u16,
    pub smtp: u16,
    running: Vec<Child>,
}

fn found(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    // Servers lie where a user's path does not lead.
    let folders = std::env::split_paths(&path).chain(["/usr/sbin".into(), "/usr/local/sbin".into()]);
    let candidates = folders.flat_map(|folder| names.iter().map(move |name| folder.join(name)));
    candidates.into_iter().find(|file| file.is_file())
}

fn said(command: &mut Command) -> String {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text").trim().to_owned()
}

/// A port that nobody listens on, and none of those that the system gives to whoever connects somewhere: such a one may
/// be taken before the server listens.
fn free() -> u16 {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let first = std::process::id() % 1_000 * 20;
    let ports = || 12_000 + ((first + u32::from(NEXT.fetch_add(1, Ordering::Relaxed))) % 20_000) as u16;
    let is_free = |port: &u16| TcpListener::bind(("127.0.0.1", *port)).is_ok();
    std::iter::repeat_with(ports).find(is_free).expect("a free port")
}

impl Servers {
    /// Begins both with a mailbox for each of these and for the desk; none where they are not installed, and says so.
    pub fn begun(name: &str, mailboxes: &[&str]) -> Option<Self> {
        let (dovecot, exim) = (found(&["dovecot"]), found(&["exim4", "exim"]));
        let (Some(dovecot), Some(exim), Some(_)) = (dovecot, exim, found(&["openssl"])) else {
            let needs = "Dovecot, Exim and openssl (`make setup-mail` installs them)";
            crate::not_run::not_run(&format!("{name}, which needs {needs}"));
            return None;
        };
        // The sockets within it have short names at most.
        let dir = std::env::temp_dir().join(format!("accord-{}-{}", std::process::id(), free()));
        let _ = fs::remove_dir_all(&dir);
        fs::create_dir_all(&dir).expect("made");
        let user = if said(Command::new("id").arg("-u")) == "0" {
            "mail".to_owned()
        } else {
            said(Command::new("id").arg("-un"))
        };
        let group = said(Command::new("id").args(["-gn", &user]));
        let [imaps, imap, smtps, smtp] = [free(), free(), free(), free()];
        let mut servers = Self { dir, imaps, imap, smtps, smtp, running: Vec::new() };
        servers.certificates();
        let mut users = String::new();
        for local in mailboxes.iter().copied().chain(["desk"]) {
            for part in ["new", "cur", "tmp"] {
                fs::create_dir_all(servers.mailbox(local).join(part)).expect("made");
            }
            let password = if local == "head" { HEADS } else { PASSWORD };
            users += &format!("{local}:{{PLAIN}}{password}\n");
        }
        servers.write("users", &users);
        fs::create_dir_all(servers.dir.join("spool")).expect("made");
        servers.configure(&user, &group);
        said(Command::new("chown").args(["-R", &format!("{user}:{group}")]).arg(&servers.dir));
        let conf = servers.dir.join("exim.conf");
        // Whoever could write to it could have anything run as root.
        let owner = said(Command::new("id").arg("-un"));
        said(Command::new("chown").arg(&owner).arg(&conf));
        servers.begin(Command::new(dovecot).arg("-F").arg("-c").arg(servers.dir.join("dovecot.conf")));
        let ports = format!("127.0.0.1.{smtp} : 127.0.0.1.{smtps}");
        servers.begin(Command::new(exim).arg("-bdf").arg("-C").arg(&conf).args(["-oX", &ports]));
        for port in [imaps, imap, smtps, smtp] {
            servers.wait_for(port);
        }
        Some(servers)
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.dir.join(name), text).expect("written");
    }

    /// An authority that signs for `localhost`, and another that signs nothing.
    fn certificates(&self) {
        self.write("san", "subjectAltName=DNS:localhost\n");
        let openssl = |arguments: &str| {
            said(
                Command::new("openssl")
                    .args(arguments.split(' '))
                    .current_dir(&self.dir)
                    .stdin(Stdio::null()),
            );
        };
        let key = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2";
        for name in ["ca", "other-ca"] {
            openssl(&format!("req -x509 {key} -subj /CN=Test-{name} -keyout {name}.key -out {name}.pem"));
        }
        openssl(&format!("req {key} -subj /CN=localhost -keyout server.key -out server.csr"));
        openssl(
            "x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile san -out server.pem",
        );
    }

    fn configure(&self, user: &str, group: &str) {
        let Self { imaps, imap, smtps, .. } = self;
        let dir = self.dir.display();
        self.write(
            "dovecot.conf",
            &format!(
                "
            protocols = imap
            base_dir = {dir}/run
            state_dir = {dir}/state
            log_path = {dir}/dovecot.log
            ssl = yes
            ssl_cert = <{dir}/server.pem
            ssl_key = <{dir}/server.key
            default_internal_user = {user}
            default_internal_group = {group}
            default_login_user = {user}
            first_valid_uid = 1
            mail_location = maildir:{dir}/mail/%n
            auth_mechanisms = plain login xoauth2
            passdb {{
              driver = oauth2
              mechanisms = xoauth2
              args = {dir}/oauth2.conf
            }}
            passdb {{
              driver = passwd-file
              mechanisms = plain login
              args = username_format=%n {dir}/users
            }}
            userdb {{
              driver = static
              args = uid={user} gid={group} home={dir}/mail/%n
            }}
            service imap-login {{
              chroot =
              inet_listener imap {{
                address = 127.0.0.1
                port = {imap}
              }}
              inet_listener imaps {{
                address = 127.0.0.1
                port = {imaps}
                ssl = yes
              }}
            }}
            service anvil {{
              chroot =
            }}
        "
            ),
        );
        let asked = asks_for_tokens();
        self.write(
            "oauth2.conf",
            &format!(
                "introspection_url = http://127.0.0.1:{asked}/?token=\n\
                 introspection_mode = get\nusername_attribute = email\nactive_attribute = active\nactive_value = true\n"
            ),
        );
        // It delivers into the mailboxes that are there, and refuses every other recipient.
        self.write("exim.conf", &format!(r#"
exim_user = {user}
exim_group = {group}
never_users =
primary_hostname = mail.partnership.example
spool_directory = {dir}/spool
log_file_path = {dir}/exim-%s.log
pid_file_path = {dir}/exim.pid
tls_advertise_hosts = *
tls_certificate = {dir}/server.pem
tls_privatekey = {dir}/server.key
tls_on_connect_ports = {smtps}
auth_advertise_hosts = ${{if eq{{$tls_in_cipher}}{{}}{{}}{{*}}}}
acl_smtp_rcpt = recipient
acl_smtp_data = accept
message_size_limit = 60M
smtp_accept_max = 50
smtp_accept_max_per_connection = 10000
smtp_accept_queue_per_connection = 0
check_spool_space = 0
check_log_space = 0
deliver_drop_privilege = true
begin acl
recipient:
  deny    message = nobody is called so
          condition = ${{lookup{{$local_part}}dsearch,filter=dir{{{dir}/mail}}{{no}}{{yes}}}}
  accept
begin routers
here:
  driver = accept
  transport = mailbox
begin transports
mailbox:
  driver = appendfile
  maildir_format
  directory = {dir}/mail/${{lookup{{$local_part}}dsearch,filter=dir{{{dir}/mail}}}}
  user = {user}
  group = {group}
  delivery_date_add
  envelope_to_add
  return_path_add
begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = ${{if and{{{{eq{{$auth2}}{{{DESK}}}}}{{eq{{$auth3}}{{${{readfile{{{dir}/password}}}}}}}}}}}}
  server_set_id = $auth2
xoauth2:
  driver = plaintext
  public_name = XOAUTH2
  server_prompts = :
  server_condition = ${{if eq{{$auth1}}{{${{readfile{{{dir}/token}}}}}}}}
  server_set_id = {DESK}
"#));
        self.write("password", PASSWORD);
        self.write("token", &format!("user={DESK}\u{1}auth=Bearer {TOKEN}\u{1}\u{1}"));
    }

    fn begin(&mut self, command: &mut Command) {
        let log = fs::File::create(self.dir.join(format!("said-{}", self.running.len()))).expect("made");
        let also = log.try_clone().expect("made");
        let begun = command.stdin(Stdio::null()).stdout(log).stderr(also).spawn();
        self.running.push(begun.unwrap_or_else(|error| panic!("{command:?}: {error}")));
    }

    fn wait_for(&self, port: u16) {
        for _ in 0..300 {
            if TcpStream::connect(("127.0.0.1", port)).is_ok() {
                return;
            }
            thread::sleep(Duration::from_millis(50));
        }
        panic!("nothing answers on port {port}: {}", self.logs());
    }

    /// What both wrote down.
    pub fn logs(&self) -> String {
        let names = ["said-0", "said-1", "dovecot.log", "exim-main.log", "exim-panic.log", "exim-reject.log"];
        names.iter().map(|name| fs::read_to_string(self.dir.join(name)).unwrap_or_default()).collect()
    }

    pub fn mailbox(&self, local: &str) -> PathBuf {
        self.dir.join("mail").join(local)
    }

    /// The certificate that signs for both.
    pub fn authority(&self) -> PathBuf {
        self.dir.join("ca.pem")
    }

    /// Hands messages over to the server for sending, and waits until they lie in the mailbox.
    pub fn deliver(&self, to: &str, messages: &[Vec<u8>]) {
        let pem = fs::read(self.authority()).expect("read");
        let terms = Terms::new(Some(&pem), Unencrypted::Here).expect("terms");
        let at = Address::parse(&format!("smtps://{DESK}@localhost:{}", self.smtps), For::Sending)
            .expect("an address");
        let mut sending = Sending::open(&at, Some(Secret::Password(PASSWORD)), &terms)
            .unwrap_or_else(|trouble| panic!("{trouble:?}: {}", self.logs()));
        let before = files(&self.mailbox(to)).len();
        for message in messages {
            let became =
                sending.send("somebody@school.example", &format!("{to}@partnership.example"), message);
            assert_eq!(became, Ok(Became::Sent), "{}", self.logs());
        }
        sending.close();
        self.wait_until(to, before + messages.len());
    }

    /// Waits until so many messages lie in a mailbox.
    pub fn wait_until(&self, local: &str, count: usize) {
        for _ in 0..600 {
            if files(&self.mailbox(local)).len() >= count {
                return;
            }
            thread::sleep(Duration::from_millis(50));
        }
        panic!("{} of {count} messages lie in {local}: {}", files(&self.mailbox(local)).len(), self.logs());
    }
}

/// Begins what Dovecot asks whose an access token is, as services have it (RFC 7662); its port.
fn asks_for_tokens() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("a port").port();
    thread::spawn(move || {
        for line in listener.incoming().map_while(Result::ok) {
            // All of what it asks: what was not read when the line ends takes the answer with it.
            let lines = BufReader::new(&line).lines().map_while(Result::ok);
            let asked: Vec<String> = lines.take_while(|line| !line.is_empty()).collect();
            let asked = asked.first().map(String::as_str).unwrap_or_default();
            let is_good = asked.contains(&format!("token={TOKEN}&"));
            let said = match is_good {
                true => format!("{{\"active\":true,\"email\":\"{DESK}\"}}"),
                false => "{\"active\":false}".to_owned(),
            };
            let head = format!(
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}",
                said.len()
            );
            let _ = write!(&line, "{head}\r\nConnection: close\r\n\r\n{said}");
        }
    });
    port
}

/// The messages of a Maildir, with where they lie and what flags they have.
pub fn files(maildir: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for part in ["cur", "new"] {
        for entry in fs::read_dir(maildir.join(part)).expect("listed") {
            let path = entry.expect("an entry").path();
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            found.push((format!("{part}/{name}"), fs::read(&path).expect("read")));
        }
    }
    found.sort();
    found
}

impl Drop for Servers {
    fn drop(&mut self) {
        for child in &mut self.running {
            // So that they end what they began themselves.
            let _ = Command::new("kill").arg(child.id().to_string()).status();
            let _ = child.wait();
        }
        if !thread::panicking() {
            let _ = fs::remove_dir_all(&self.dir);
        }
    }
}

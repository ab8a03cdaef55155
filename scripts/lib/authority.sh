# A time stamping authority (RFC 3161) made with openssl, for judges. Sourced, not run.

authority=
authority_url=

# Makes its keys in a folder that is there, ca.pem to trust and other.pem of a stranger, and answers on a free port of this machine.
start_authority() { # start_authority FOLDER
    local folder=$1
    cat >"$folder/tsa.cnf" <<'CONF'
[req]
distinguished_name = name
prompt = no
[name]
CN = A time stamping authority
[ca]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign
[stamper]
basicConstraints = critical, CA:false
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[tsa]
default_tsa = one
[one]
serial = serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha256
accuracy = secs:1
CONF
    echo 01 >"$folder/serial"
    (
        cd "$folder" &&
            openssl req -x509 -config tsa.cnf -extensions ca -subj "/CN=The root of time" -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days 2 &&
            openssl req -x509 -config tsa.cnf -extensions ca -subj "/CN=Another root" -newkey rsa:2048 -nodes -keyout other.key -out other.pem -days 2 &&
            openssl req -new -config tsa.cnf -newkey rsa:2048 -nodes -keyout tsa.key -out tsa.csr &&
            openssl x509 -req -in tsa.csr -CA ca.pem -CAkey ca.key -set_serial 2 -days 2 -extfile tsa.cnf -extensions stamper -out tsa.pem
    ) || return
    cat >"$folder/serve.py" <<'PYTHON'
import http.server, os, subprocess
class Authority(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        query = self.rfile.read(int(self.headers["Content-Length"]))
        open("query", "wb").write(query)
        reply = subprocess.run(["openssl", "ts", "-reply", "-config", "tsa.cnf", "-section", "one", "-queryfile", "query",
            "-signer", "tsa.pem", "-inkey", "tsa.key"], stdout=subprocess.PIPE, check=True).stdout
        self.send_response(200)
        self.send_header("Content-Type", "application/timestamp-reply")
        self.send_header("Content-Length", str(len(reply)))
        self.end_headers()
        self.wfile.write(reply)
    def log_message(self, *_): pass
server = http.server.HTTPServer(("127.0.0.1", 0), Authority)
open("port.new", "w").write(str(server.server_port))
os.rename("port.new", "port")
server.serve_forever()
PYTHON
    (cd "$folder" && exec python3 serve.py) >"$folder/log" 2>&1 & authority=$!
    local _
    for _ in $(seq 100); do [ -s "$folder/port" ] && break; sleep 0.1; done
    [ -s "$folder/port" ] || { cat "$folder/log"; return 1; }
    authority_url=http://127.0.0.1:$(cat "$folder/port")
}

stop_authority() {
    [ -n "$authority" ] || return 0
    kill "$authority" 2>/dev/null || true
    wait "$authority" 2>/dev/null || true
    authority=
}

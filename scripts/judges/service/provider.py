"""An identity provider by OpenID Connect, over TLS on loopback: a program of its own, with another library for its tokens.

It signs in whoever it is told to, at once, and keeps what it was asked. What it says of them can be bent for one sign-in.
"""

import base64
import hashlib
import json
import secrets
import ssl
import subprocess
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote_plus, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa


class Provider:
    def __init__(self, folder, client_id, client_secret, callback):
        self.client_id, self.client_secret, self.callback = client_id, client_secret, callback
        self.authority = folder / "authority.pem"
        self._codes, self.faults, self.asked = {}, [], []
        self.keys, self.signing = {}, None
        #: What to say of whoever signs in next, over what is usual; and how to sign it.
        self.claims, self.forge = {}, None
        self.add_key("rsa", rsa.generate_private_key(public_exponent=65537, key_size=2048))
        certificate = _certificate(folder)
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*certificate)
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.issuer = f"https://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()

    def add_key(self, name, key):
        """Publishes a key and signs with it from now on."""
        self.keys[name], self.signing = key, name

    def sign(self, claims):
        key = self.keys[self.signing]
        algorithm = {rsa.RSAPrivateKey: "RS256", ec.EllipticCurvePrivateKey: "ES256", ed25519.Ed25519PrivateKey: "EdDSA"}
        chosen = next(word for kind, word in algorithm.items() if isinstance(key, kind))
        return jwt.encode(claims, key, algorithm=chosen, headers={"kid": self.signing})

    def published(self):
        """The public keys. None says for which algorithm it is: not every provider does."""
        return {"keys": [{**_public(key), "kid": name, "use": "sig"} for name, key in self.keys.items()]}

    def authorize(self, address):
        """What a browser comes back with that was sent to an address here."""
        query = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        for name, wanted in {"response_type": "code", "client_id": self.client_id, "redirect_uri": self.callback, "code_challenge_method": "S256"}.items():
            if query.get(name) != wanted:
                self.faults.append(f"{name} is {query.get(name)!r}")
        if "openid" not in query.get("scope", "").split():
            self.faults.append("the scope lacks openid")
        code = secrets.token_urlsafe(16)
        self._codes[code] = query
        return {"code": code, "state": query["state"], "iss": self.issuer}

    def _token(self, form, authorization):
        asked = self._codes.pop(form.get("code"), None)
        if asked is None:
            return 400, {"error": "invalid_grant"}
        challenge = base64.urlsafe_b64encode(hashlib.sha256(form.get("code_verifier", "").encode()).digest()).rstrip(b"=").decode()
        credentials = base64.b64decode((authorization or "").removeprefix("Basic ")).decode().partition(":")
        for what, found, wanted in (
            ("the verifier", challenge, asked["code_challenge"]),
            ("the address to come back to", form.get("redirect_uri"), self.callback),
            ("the client", unquote_plus(credentials[0]), self.client_id),
            ("the client's secret", unquote_plus(credentials[2]), self.client_secret),
            ("the kind of grant", form.get("grant_type"), "authorization_code"),
        ):
            if found != wanted:
                self.faults.append(f"{what} is {found!r}")
                return 401, {"error": "invalid_client"}
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": self.client_id, "nonce": asked["nonce"], "iat": now, "exp": now + 300, "email_verified": True}
        claims = {name: value for name, value in (claims | self.claims).items() if value is not None}
        token = (self.forge or self.sign)(claims)
        return 200, {"access_token": "unused", "token_type": "Bearer", "expires_in": 300, "id_token": token}

    def _handler(provider):  # noqa: N805
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                provider.asked.append(self.path)
                base = provider.issuer
                self._answer(*{
                    "/.well-known/openid-configuration": (200, {
                        "issuer": base, "authorization_endpoint": f"{base}/authorize", "token_endpoint": f"{base}/token", "jwks_uri": f"{base}/keys",
                        "response_types_supported": ["code"], "subject_types_supported": ["public"], "id_token_signing_alg_values_supported": ["RS256"],
                    }),
                    "/keys": (200, provider.published()),
                }.get(self.path, (404, {})))  # fmt: skip

            def do_POST(self):
                provider.asked.append(self.path)
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                form = {name: values[0] for name, values in parse_qs(body).items()}
                self._answer(*provider._token(form, self.headers["Authorization"]))

            def _answer(self, status, content):
                body = json.dumps(content).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        return Handler


def come_back(answer):
    """The query of the address that a browser comes back by."""
    return urlencode(answer)


def _public(key):
    algorithm = {rsa.RSAPrivateKey: jwt.algorithms.RSAAlgorithm, ec.EllipticCurvePrivateKey: jwt.algorithms.ECAlgorithm, ed25519.Ed25519PrivateKey: jwt.algorithms.OKPAlgorithm}
    chosen = next(made for kind, made in algorithm.items() if isinstance(key, kind))
    told = chosen.to_jwk(key.public_key(), as_dict=True)
    told.pop("key_ops", None)
    return told


def _certificate(folder):
    """An authority of its own, and a certificate of it for this machine's loopback address."""
    def openssl(*arguments):
        subprocess.run(["openssl", *arguments], check=True, capture_output=True, cwd=folder)

    openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=authority", "-days", "2", "-keyout", "authority.key", "-out", "authority.pem")
    openssl("req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=provider", "-keyout", "provider.key", "-out", "provider.csr")
    (folder / "provider.ext").write_text("subjectAltName=IP:127.0.0.1\n")
    openssl("x509", "-req", "-in", "provider.csr", "-CA", "authority.pem", "-CAkey", "authority.key", "-CAcreateserial", "-days", "2", "-extfile", "provider.ext", "-out", "provider.pem")
    return folder / "provider.pem", folder / "provider.key"

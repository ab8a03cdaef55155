import Testing
import VaultHTTP

@Suite("an address to listen on")
struct BindAddressTests {
    @Test(
        "is a host and a port",
        arguments: [
            ("127.0.0.1:8080", "127.0.0.1", 8080), ("localhost:0", "localhost", 0), ("[::1]:443", "::1", 443),
            ("0.0.0.0:65535", "0.0.0.0", 65_535), ("vault.example:80", "vault.example", 80),
        ])
    func good(text: String, host: String, port: Int) throws {
        let address = try #require(BindAddress(text))
        #expect(address.host == host)
        #expect(address.port == port)
        #expect(address.description == text)
    }

    @Test(
        "is nothing else",
        arguments: [
            "", "8080", ":8080", "localhost", "localhost:", "localhost:-1", "localhost:65536", "localhost:http",
            "[]:80",
            "localhost: 80", "localhost:+80", "::1:80", "[::1:80", "::1]:80", "[::1]80", "a b:80",
        ])
    func bad(text: String) { #expect(BindAddress(text) == nil) }
}

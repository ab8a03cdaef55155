/// Messages and their SHA-256 digests: the examples of FIPS 180-4 that NIST publishes with intermediate values, its
/// additional test vectors for lengths around a block, and one of the CAVP's short messages.
struct SHA256Vector: Sendable {
    let name: String
    let message: [UInt8]
    let digest: String

    static let all: [SHA256Vector] = [
        SHA256Vector(
            name: "no bytes", message: [],
            digest: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        SHA256Vector(
            name: "one block", message: Array("abc".utf8),
            digest: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        SHA256Vector(
            name: "two blocks", message: Array("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".utf8),
            digest: "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"),
        SHA256Vector(
            name: "one byte", message: [0xbd],
            digest: "68325720aabd7c82f30f554b313d0570c95accbb7dc4b5aae11204c08ffe732b"),
        SHA256Vector(
            name: "55 zeros", message: [UInt8](repeating: 0, count: 55),
            digest: "02779466cdec163811d078815c633f21901413081449002f24aa3e80f0b88ef7"),
        SHA256Vector(
            name: "56 zeros", message: [UInt8](repeating: 0, count: 56),
            digest: "d4817aa5497628e7c77e6b606107042bbba3130888c5f47a375e6179be789fbb"),
        SHA256Vector(
            name: "64 zeros", message: [UInt8](repeating: 0, count: 64),
            digest: "f5a5fd42d16a20302798ef6ed309979b43003d2320d9f0e8ea9831a92759fb4b"),
        SHA256Vector(
            name: "1,000 letters A", message: [UInt8](repeating: 0x41, count: 1_000),
            digest: "c2e686823489ced2017f6059b8b239318b6364f6dcd835d0a519105a1eadd6e4"),
        SHA256Vector(
            name: "1,005 letters U", message: [UInt8](repeating: 0x55, count: 1_005),
            digest: "f4d62ddec0f3dd90ea1380fa16a5ff8dc4c54b21740650f24afc4120903552b0"),
        SHA256Vector(
            name: "a million letters a", message: [UInt8](repeating: 0x61, count: 1_000_000),
            digest: "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
        SHA256Vector(
            name: "a million zeros", message: [UInt8](repeating: 0, count: 1_000_000),
            digest: "d29751f2649b32ff572b5e0a9f541ea660a50f94ff0beedfb0b692b924cc8025"),
    ]
}

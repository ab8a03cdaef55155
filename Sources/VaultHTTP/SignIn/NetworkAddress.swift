internal import Foundation

/// An address of the internet's layer, whichever way it is written.
struct NetworkAddress: Hashable, Sendable, LosslessStringConvertible {
    private let bytes: [UInt8]

    init?(_ description: String) {
        var (four, six) = (in_addr(), in6_addr())
        if inet_pton(AF_INET, description, &four) == 1 {
            bytes = withUnsafeBytes(of: four) { Array($0) }
        } else if inet_pton(AF_INET6, description, &six) == 1 {
            let all = withUnsafeBytes(of: six) { Array($0) }
            // An address of IPv4 that a socket for both shows as one of IPv6 (RFC 4291 §2.5.5.2).
            let isMapped = all.prefix(12) == [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
            bytes = isMapped ? Array(all.suffix(4)) : all
        } else {
            return nil
        }
    }

    var description: String {
        if bytes.count == 4 { return bytes.map(String.init).joined(separator: ".") }
        return stride(from: 0, to: 16, by: 2).map {
            String(UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]), radix: 16)
        }.joined(separator: ":")
    }

    /// What requests are counted by. One subscriber of IPv6 has a whole /64 to take addresses from (RFC 6177).
    var counted: String {
        bytes.count == 4 ? description : "\(bytes.prefix(8).map { String($0, radix: 16) }.joined(separator: "."))/64"
    }

    /// The address of a client behind proxies: each adds, at the right, the address that it was asked from. Only what
    /// proxies say that are trusted counts; what stands further left may be the client's own invention.
    static func client(
        peer: NetworkAddress?, forwardedFor fields: [String], trusting proxies: Set<NetworkAddress>
    ) -> NetworkAddress? {
        guard var client = peer, proxies.contains(client) else { return peer }
        for text in fields.joined(separator: ",").split(separator: ",").reversed() {
            guard let address = NetworkAddress(text.trimmingCharacters(in: .whitespaces)) else { return client }
            client = address
            if !proxies.contains(address) { return client }
        }
        return client
    }
}

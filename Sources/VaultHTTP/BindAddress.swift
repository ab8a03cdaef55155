/// Where to listen: `HOST:PORT`, an IPv6 address between brackets, port 0 for any free one.
public struct BindAddress: Hashable, Sendable, LosslessStringConvertible {
    public let host: String
    public let port: Int

    public init?(_ description: String) {
        guard let colon = description.lastIndex(of: ":") else { return nil }
        let digits = description[description.index(after: colon)...]
        guard digits.allSatisfy({ $0.isASCII && $0.isNumber }), let port = Int(digits), port <= 65_535
        else { return nil }
        var host = description[..<colon]
        // Colons in a host would hide which of them begins the port.
        let isBracketed = host.hasPrefix("[") && host.hasSuffix("]")
        if isBracketed { host = host.dropFirst().dropLast() }
        let forbidden: Set<Character> = isBracketed ? ["[", "]"] : ["[", "]", ":"]
        guard !host.isEmpty, !host.contains(where: { $0.isWhitespace || forbidden.contains($0) }) else { return nil }
        (self.host, self.port) = (String(host), port)
    }

    public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}

internal import DocVault
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Synchronization

/// The bytes of a request's body, in pieces that are large enough to be worth a hop each.
///
/// The client is told that it may send when the first piece is wanted: by then the rights were asked for. A body that
/// breaks off hands out what came before it throws, so that no byte is sent twice which need not be.
struct UploadBody: AsyncSequence, Sendable {
    typealias Element = [UInt8]

    /// Pieces are joined up to this size, unless the connection reads larger ones: a hundred uploads hold one each.
    private static let pieceSize = 256 << 10

    private let call: Call
    private let length: Int64?
    private let wanted = Flag()

    init(_ call: Call) {
        self.call = call
        length = call.contentLength
    }

    /// Whether the client sends bytes that nobody wanted.
    var hasUnwantedBytes: Bool {
        get async throws {
            guard !wanted.isSet else { return false }
            for try await piece in self where !piece.isEmpty { return true }
            return false
        }
    }

    /// Set once, by whoever reads the body.
    private final class Flag: Sendable {
        private let state = Atomic(false)

        var isSet: Bool { state.load(ordering: .relaxed) }
        func set() { state.store(true, ordering: .relaxed) }
    }

    func makeAsyncIterator() -> Iterator {
        wanted.set()
        return Iterator(call: call, length: length, base: call.request.body.makeAsyncIterator())
    }

    struct Iterator: AsyncIteratorProtocol {
        fileprivate let call: Call
        fileprivate let length: Int64?
        fileprivate var base: RequestBody.AsyncIterator
        private var isWelcome = false
        private var received: Int64 = 0
        private var failure: (any Error)?
        private var isOver = false

        fileprivate init(call: Call, length: Int64?, base: RequestBody.AsyncIterator) {
            (self.call, self.length, self.base) = (call, length, base)
        }

        mutating func next() async throws -> [UInt8]? {
            if !isWelcome {
                isWelcome = true
                try await call.welcomeBody()
            }
            var piece: [UInt8] = []
            while !isOver, piece.count < UploadBody.pieceSize { await take(into: &piece) }
            if !piece.isEmpty { return piece }
            if let failure { throw failure }
            return nil
        }

        private mutating func take(into piece: inout [UInt8]) async {
            do {
                if let buffer = try await base.next() {
                    received += Int64(buffer.readableBytes)
                    if piece.isEmpty { piece.reserveCapacity(Swift.max(buffer.readableBytes, 1)) }
                    piece.append(contentsOf: buffer.readableBytesView)
                    return
                }
                isOver = true
                // The end of the connection looks like the end of the body.
                if let length, received != length { failure = RequestRefusal.bodyBroken }
            } catch {
                isOver = true
                failure = error is CancellationError ? error : RequestRefusal.bodyBroken
            }
        }
    }
}

extension Call {
    /// How long the body says that it is.
    var contentLength: Int64? { request.headers[.contentLength].flatMap { Int64($0) } }

    /// Refuses a body that is not the bytes of the file themselves.
    func requirePlainBody() throws {
        guard let coding = request.headers[.contentEncoding], coding.lowercased() != "identity" else { return }
        throw RequestRefusal.wrongMediaType(expected: "application/octet-stream")
    }
}

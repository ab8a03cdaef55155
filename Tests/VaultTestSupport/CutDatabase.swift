package import DocVault
internal import Synchronization

/// A catalog whose program is cut off: after some more transactions none succeeds, as if the process had been killed. Or
/// somebody else acts just before one of them.
package final class CutDatabase: SQLDatabase {
    private let base: any SQLDatabase
    private let left = Mutex<Int?>(nil)
    private let intruder = Mutex<(writesBefore: Int, act: @Sendable () async throws -> Void)?>(nil)

    package init(over base: any SQLDatabase) { self.base = base }

    /// Lets so many more transactions succeed; `nil` lets all.
    package func cut(after count: Int?) { left.withLock { $0 = count } }

    /// Does something just before a transaction, after so many others.
    package func intrude(after count: Int, _ act: @escaping @Sendable () async throws -> Void) {
        intruder.withLock { $0 = (count, act) }
    }

    package func read<Value: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> Value
    ) async throws -> Value {
        try await base.read(body)
    }

    package func write<Value: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> Value
    ) async throws -> Value {
        let isCut = left.withLock { left in
            guard let count = left else { return false }
            left = max(0, count - 1)
            return count == 0
        }
        if isCut { throw Cut() }
        let act = intruder.withLock { intruder -> (@Sendable () async throws -> Void)? in
            guard let (count, act) = intruder else { return nil }
            intruder = count == 0 ? nil : (count - 1, act)
            return count == 0 ? act : nil
        }
        if let act { try await act() }
        return try await base.write(body)
    }

    package func wipeDeleted() async throws -> Bool { try await base.wipeDeleted() }
}

/// What a program that was cut off sees.
package struct Cut: Error {
    package init() {}
}

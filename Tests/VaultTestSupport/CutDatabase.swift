package import DocVault
internal import Synchronization

/// A catalog whose program is cut off: after some more transactions none succeeds, as if the process had been killed.
package final class CutDatabase: SQLDatabase {
    private let base: any SQLDatabase
    private let left = Mutex<Int?>(nil)

    package init(over base: any SQLDatabase) { self.base = base }

    /// Lets so many more transactions succeed; `nil` lets all.
    package func cut(after count: Int?) { left.withLock { $0 = count } }

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
        return try await base.write(body)
    }

    package func wipeDeleted() async throws -> Bool { try await base.wipeDeleted() }
}

/// What a program that was cut off sees.
package struct Cut: Error {
    package init() {}
}

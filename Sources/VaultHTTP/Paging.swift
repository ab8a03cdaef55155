internal import DocVault
internal import Foundation
internal import Hummingbird

/// One page of a list: how many items, and after which one.
struct Page: Sendable {
    static let (usual, most) = (50, 200)
    /// What a query says of the page that it asks for.
    static let parameters = ["limit", "after"]

    let limit: Int
    /// The key of the item that the page begins after.
    let after: String?

    /// Reads `limit` and `after`, which ``cursor(after:)`` made.
    init(_ query: QueryFields) throws {
        limit = try query.integer("limit", in: 1...Self.most) ?? Self.usual
        after = try query.text("after").map { text in
            let padded = text.replacing("-", with: "+").replacing("_", with: "/")
            let padding = String(repeating: "=", count: (4 - padded.count % 4) % 4)
            guard let data = Data(base64Encoded: padded + padding), let key = String(bytes: data, encoding: .utf8)
            else {
                throw RequestRefusal.invalidParameters([
                    .init(parameter: "after", detail: Sentence("http.cursorWrong"))
                ])
            }
            return key
        }
    }

    /// The text that stands for the place after an item: opaque to clients.
    static func cursor(after key: String) -> String {
        Data(key.utf8).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing(
            "=", with: "")
    }

    /// The cursor read as what the list is ordered by.
    func key<Value>(_ parse: (String) -> Value?) throws -> Value? {
        guard let after else { return nil }
        guard let key = parse(after) else {
            throw RequestRefusal.invalidParameters([.init(parameter: "after", detail: Sentence("http.cursorWrong"))])
        }
        return key
    }

    /// A page, and the cursor of the next one.
    func answer<Item, Position: LosslessStringConvertible>(
        _ page: ListPage<Item, Position>, json: (Item) throws -> JSONObject
    ) rethrows -> Response {
        var object = JSONObject()
        object["items"] = .list(try page.items.map { .object(try json($0)) })
        object["next"] = page.next.map { .text(Self.cursor(after: $0.description)) }
        return .json(object)
    }

    /// Cuts the page out of a list that use cases tell as a whole, because it is never long.
    /// - Parameter key: What no two items have in common. Nothing is ever taken out of such a list.
    func answer<Item>(
        from all: [Item], key: (Item) -> String, json: (Item) throws -> JSONObject
    ) throws -> Response {
        let start: Int? = try self.key { last in all.firstIndex { key($0) == last } }
        let rest = all[(start.map { $0 + 1 } ?? 0)...]
        var object = JSONObject()
        object["items"] = .list(try rest.prefix(limit).map { .object(try json($0)) })
        if rest.count > limit, let last = rest.prefix(limit).last {
            object["next"] = .text(Self.cursor(after: key(last)))
        }
        return .json(object)
    }
}

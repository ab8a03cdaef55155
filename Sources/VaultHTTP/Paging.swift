internal import DocVault
internal import Foundation
internal import Hummingbird

/// One page of a list: how many items, and after which one.
struct Page: Sendable {
    static let (usual, most) = (50, 200)

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

    /// Cuts a list that was asked for one item more than the page has.
    /// - Parameter key: What the list is ordered by.
    func answer<Item>(_ items: [Item], key: (Item) -> String, json: (Item) -> JSONObject) -> Response {
        var object = JSONObject()
        let shown = items.prefix(limit)
        object["items"] = .list(shown.map { .object(json($0)) })
        if items.count > limit, let last = shown.last { object["next"] = .text(Self.cursor(after: key(last))) }
        return .json(object)
    }
}

extension Response {
    /// A list that is never long.
    static func list(_ items: [JSONObject]) -> Response {
        var object = JSONObject()
        object["items"] = .list(items.map(JSONObject.Value.object))
        return .json(object)
    }
}

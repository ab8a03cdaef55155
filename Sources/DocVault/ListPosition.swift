/// Where something stands in a list that is read page by page: what the list is ordered by, and the identifier where several
/// have the same.
///
/// A page begins after a position and not at a number: what is added meanwhile moves nothing from one page to another.
public struct ListPosition<Order: LosslessStringConvertible & Hashable & Sendable & Comparable, Entity>: Hashable,
    Sendable,
    LosslessStringConvertible
{
    public let order: Order
    public let id: Identifier<Entity>

    public init(_ order: Order, _ id: Identifier<Entity>) { (self.order, self.id) = (order, id) }

    /// Parses the two parts with `/` between them.
    public init?(_ description: String) {
        let parts = description.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let order = Order(String(parts[0])), let id = Identifier<Entity>(String(parts[1]))
        else {
            return nil
        }
        self.init(order, id)
    }

    public var description: String { "\(order)/\(id)" }
}

extension ListPosition: Comparable {
    /// The order of the list. Identifiers are compared as the catalog does: by their bytes.
    public static func < (left: ListPosition, right: ListPosition) -> Bool {
        left.order == right.order
            ? left.id.uuid.bytes.lexicographicallyPrecedes(right.id.uuid.bytes) : left.order < right.order
    }
}

/// A part of a list, and where the next one begins.
public struct ListPage<Item: Sendable, Position: Sendable>: Sendable {
    public let items: [Item]
    /// `nil` after the last item. A page that looked at many things which the actor may not see can be short, or even
    /// empty, before the end.
    public let next: Position?

    init(_ items: [Item], next: Position?) { (self.items, self.next) = (items, next) }

    /// Cuts a list that was asked for one item more than the page has.
    init(_ items: [Item], limit: Int, position: (Item) -> Position) {
        self.items = Array(items.prefix(limit))
        next = items.count > limit ? self.items.last.map(position) : nil
    }
}

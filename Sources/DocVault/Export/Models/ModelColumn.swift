/// A column of a model on a page: its title in the language of the page.
struct ModelColumn {
    let title: String
    let isNumber: Bool

    private init(_ title: Sentence, _ page: PrintedPage, isNumber: Bool = false) {
        (self.title, self.isNumber) = (page.told(title), isNumber)
    }

    /// Models 3, 5, 6, 8 and 9.
    static func listed(_ page: PrintedPage) -> [ModelColumn] {
        [
            ModelColumn(Sentence("model.column.date"), page), ModelColumn(Sentence("model.column.number"), page),
            ModelColumn(Sentence("model.column.supplier"), page), ModelColumn(Sentence("model.column.object"), page),
            ModelColumn(Sentence("model.column.amount"), page, isNumber: true),
        ]
    }

    /// Models 4 and 7.
    static func depreciated(_ page: PrintedPage) -> [ModelColumn] {
        [
            ModelColumn(Sentence("model.column.supplier"), page), ModelColumn(Sentence("model.column.bought"), page),
            ModelColumn(Sentence("model.column.object"), page),
            ModelColumn(Sentence("model.column.price"), page, isNumber: true),
            ModelColumn(Sentence("model.column.use"), page, isNumber: true),
            ModelColumn(Sentence("model.column.months"), page, isNumber: true),
            ModelColumn(Sentence("model.column.period"), page, isNumber: true),
            ModelColumn(Sentence("model.column.calculation"), page),
            ModelColumn(Sentence("model.column.total"), page, isNumber: true),
        ]
    }
}

package import DocVault

extension RetentionForecast {
    package var json: JSONObject {
        var object = JSONObject()
        let years = years.sorted { $0.key < $1.key }
        object["years"] = .list(years.map { .object($0.value.json(of: $0.key)) })
        object["unknown"] = .object(unknown.json(of: nil))
        return object
    }
}

extension JournalKeyDescription {
    package var json: JSONObject {
        var object = JSONObject()
        object["key"] = .text(key)
        object["fingerprint"] = .text(fingerprint)
        object["lastSize"] = lastSize.map { .integer($0) }
        return object
    }
}

extension Organisation {
    package func json(with contacts: [Contact]) -> JSONObject {
        var object = json
        object["contacts"] = .list(contacts.map { .object($0.json) })
        return object
    }
}

package import DocVault

extension AttachedFile {
    package func json(path: String) -> JSONObject {
        var object = JSONObject()
        object["file"] = .text(path)
        object["document"] = .text(document.description)
        object["digest"] = .text(blob.digest.description)
        object["sizeInBytes"] = .integer(blob.sizeInBytes)
        object["outcome"] = .text("\(outcome)")
        object["storage"] = storage.map { .text("\($0)") }
        return object
    }
}

extension UploadSession {
    /// An upload of which bytes are missing.
    package var json: JSONObject {
        var object = JSONObject()
        object["upload"] = .text(id.description)
        object["offset"] = .integer(offset)
        object["complete"] = .flag(false)
        object["expiresAt"] = .text(expiresAt.description)
        return object
    }
}

internal import DocVault
internal import Foundation
internal import Logging

/// Writes the log to standard error, one JSON object a line.
struct JSONLogHandler: LogHandler {
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.info

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var object = JSONObject()
        object["time"] = .text(SystemClock().now().description)
        object["level"] = .text(event.level.rawValue)
        object["message"] = .text(event.message.description)
        let all = metadata.merging(event.metadata ?? [:]) { $1 }
        for (name, value) in all.sorted(by: { $0.key < $1.key }) where !name.hasPrefix("hb.") {
            object[name] = .text("\(value)")
        }
        // A log that cannot be written stops nothing.
        try? FileHandle.standardError.write(contentsOf: Data((object.text + "\n").utf8))
    }
}

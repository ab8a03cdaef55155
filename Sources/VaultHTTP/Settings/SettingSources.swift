internal import Configuration
internal import DocVault
internal import Foundation
package import SystemPackage

/// Where settings come from: the command line goes before the environment, that before the file.
package struct SettingSources: Sendable {
    /// What a setting is, and who says so.
    package struct Found: Hashable, Sendable {
        package let setting: Setting
        /// As it was written; a list with commas between.
        package let value: String?
        package let source: Source
    }

    package enum Source: Hashable, Sendable {
        case commandLine(String)
        case environment(String)
        case file(String)
        case usual
    }

    private let flags: [String: String]
    private let environment: KeyMappingProvider<EnvironmentVariablesProvider>
    private let file: (provider: any ConfigProvider, path: FilePath)?

    /// - Parameters:
    ///   - flags: Values by the names of settings.
    ///   - path: The file of settings, if there is one: JSON, with an object for each part of a name.
    /// - Throws: ``VaultError/malformed(field:reason:)`` for a file that cannot be read, or names what is no setting.
    package init(
        flags: [String: String], environment variables: [String: String], file path: FilePath?
    ) async throws {
        self.flags = flags
        environment = EnvironmentVariablesProvider(environmentVariables: variables).prefixKeys(with: "vault")
        guard let path else {
            file = nil
            return
        }
        do {
            file = (try await FileProvider<JSONSnapshot>(filePath: path), path)
        } catch {
            throw VaultError.malformed(
                field: path.string, reason: Sentence("settings.fileUnreadable", ["detail": .text("\(error)")]))
        }
        try Self.refuseUnknown(in: path)
    }

    /// A setting, from whoever sets it first.
    /// - Throws: ``VaultError/malformed(field:reason:)`` for a value of another kind.
    package func find(_ setting: Setting) throws -> Found {
        if let value = flags[setting.name] {
            return Found(setting: setting, value: value, source: .commandLine(setting.name))
        }
        if let found = try look(setting, in: environment, as: { .environment($0) }) { return found }
        if let file, let found = try look(setting, in: file.provider, as: { _ in .file(file.path.string) }) {
            return found
        }
        return Found(setting: setting, value: setting.usual, source: .usual)
    }

    private func look(
        _ setting: Setting, in provider: any ConfigProvider, as source: (String) -> Source
    ) throws -> Found? {
        do {
            let result = try provider.value(forKey: setting.key, type: setting.type)
            guard let value = result.value else { return nil }
            return Found(setting: setting, value: Self.text(value.content), source: source(result.encodedKey))
        } catch {
            throw VaultError.malformed(field: setting.name, reason: Sentence("settings.wrongKind"))
        }
    }

    private static func text(_ content: ConfigContent) -> String {
        switch content {
        case .string(let text): text
        case .int(let number): "\(number)"
        case .bool(let flag): "\(flag)"
        case .stringArray(let texts): texts.joined(separator: ",")
        default: "\(content)"
        }
    }

    private static func refuseUnknown(in path: FilePath) throws {
        let object = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: path.string)))
        let known = Set(Setting.all.map(\.name))
        for name in names(of: object, under: "") where !known.contains(name) {
            throw VaultError.malformed(
                field: path.string, reason: Sentence("settings.unknown", ["name": .quoted(name)]))
        }
    }

    private static func names(of value: Any, under prefix: String) -> [String] {
        guard let members = value as? [String: Any] else { return [prefix] }
        return members.sorted { $0.key < $1.key }.flatMap { name, value in
            names(of: value, under: prefix.isEmpty ? name : "\(prefix).\(name)")
        }
    }
}

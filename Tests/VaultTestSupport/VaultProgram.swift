internal import Foundation

/// The built `vault`, and a folder of its own to run it in. The folder is removed with this object.
///
/// `VAULT_HOME` is `vault`, relative to that folder, and `VAULT_LANGUAGE` is `en`, so that what the program prints is the same
/// wherever tests run.
public final class VaultProgram: Sendable {
    /// What a program that has ended left behind.
    public struct Outcome: Sendable {
        /// The exit status; 128 and the signal, as a shell says it, when a signal ended the program.
        public let status: Int32
        public let output: String
        public let errors: String

        public var lines: [String] { output.split(separator: "\n").map(String.init) }
        public var errorLines: [String] { errors.split(separator: "\n").map(String.init) }
    }

    /// Who runs the program.
    public enum User: Sendable {
        case owner
        /// The owner of all files, for whom their modes count: root without root's power to pass them over. Another
        /// account could not even reach a program that was built in root's home.
        case bound

        fileprivate var command: [String] {
            guard self == .bound, geteuid() == 0 else { return [] }
            return ["setpriv", "--bounding-set=-all", "--inh-caps=-all"]
        }
    }

    /// How long a program may take before the test fails; none takes a tenth of it.
    private static let patienceInSeconds = 120

    private static let turns = Turns(ProcessInfo.processInfo.activeProcessorCount + 1)

    /// The absolute path of the folder that programs run in.
    public let folder: String

    public init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "docvault-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    deinit {
        // Folders that a test closed are opened, so that a user without power can remove them; what is left does no harm.
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", "rm -rf \"$1\" || { chmod -R u+rwX \"$1\"; rm -rf \"$1\"; }", "sh", folder]
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return }
        process.waitUntilExit()
    }

    /// The program beside the tests that are running.
    public static let executable: String = {
        let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return URL(filePath: tests).deletingLastPathComponent().appending(path: "vault").path
    }()

    /// Runs `vault` with arguments, without input, until it ends.
    public func run(
        _ arguments: String..., environment: [String: String] = [:], as user: User = .owner
    ) async throws -> Outcome {
        try await run(arguments, environment: environment, as: user)
    }

    public func run(
        _ arguments: [String], environment: [String: String] = [:], as user: User = .owner
    ) async throws -> Outcome {
        try await finish([Self.executable] + arguments, environment, user)
    }

    /// Runs a script of `sh` in which `$VAULT` is the program, until it ends.
    public func script(_ text: String, _ arguments: String..., as user: User = .owner) async throws -> Outcome {
        try await finish(["sh", "-c", text, "sh"] + arguments, [:], user)
    }

    /// Runs a script where it may mount what nobody else sees. See `unshare(1)`.
    public func scriptWithMounts(_ text: String) async throws -> Outcome {
        try await finish(Self.unshare + ["sh", "-c", text], [:], .owner)
    }

    /// Whether this machine lets us mount in a namespace of our own.
    public static func canMount() async throws -> Bool {
        try await VaultProgram().scriptWithMounts("mount -t tmpfs -o size=1m tmpfs .").status == 0
    }

    /// Starts `vault` and returns while it runs.
    public func start(_ arguments: String...) throws -> RunningProgram {
        try RunningProgram(process([Self.executable] + arguments, [:], .owner), errors: folder + "/errors-of-running")
    }

    private static var unshare: [String] { geteuid() == 0 ? ["unshare", "-m"] : ["unshare", "-rm"] }

    private func finish(
        _ command: [String], _ environment: [String: String], _ user: User
    ) async throws -> Outcome {
        let process = process(
            ["timeout", "--kill-after=5", "\(Self.patienceInSeconds)"] + command, environment, user)
        let stem = "\(folder)-\(UUID().uuidString)"
        let (output, errors) = (stem + ".output", stem + ".errors")
        defer { for file in [output, errors] { unlink(file) } }
        process.standardOutput = try Self.newFile(output)
        process.standardError = try Self.newFile(errors)
        await Self.turns.take()
        let started = await withCheckedContinuation { continuation in
            process.terminationHandler = { _ in continuation.resume(returning: Result<Void, any Error>.success(())) }
            do { try process.run() } catch { continuation.resume(returning: .failure(error)) }
        }
        await Self.turns.giveBack()
        try started.get()
        return Outcome(
            status: process.shellStatus, output: try Self.text(of: output), errors: try Self.text(of: errors))
    }

    private func process(_ command: [String], _ environment: [String: String], _ user: User) -> Process {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["-C", folder] + user.command + command
        process.environment = ProcessInfo.processInfo.environment
            .merging(["VAULT_HOME": "vault", "VAULT": Self.executable, "VAULT_LANGUAGE": "en"]) { $1 }.merging(
                environment
            ) { $1 }
        process.standardInput = FileHandle.nullDevice
        return process
    }

    fileprivate static func newFile(_ path: String) throws -> FileHandle {
        try Data().write(to: URL(filePath: path))
        return try FileHandle(forWritingTo: URL(filePath: path))
    }

    private static func text(of file: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(filePath: file)), as: UTF8.self)
    }
}

/// Turns at something: as many at once as there are, the others wait. Tests run all at the same time, and a hundred
/// programs on two processors would each seem to hang.
private actor Turns {
    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(_ count: Int) { free = count }

    func take() async {
        guard free == 0 else {
            free -= 1
            return
        }
        await withCheckedContinuation { waiting.append($0) }
    }

    func giveBack() {
        if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
    }
}

extension Process {
    fileprivate var shellStatus: Int32 { terminationStatus + (terminationReason == .exit ? 0 : 128) }
}

/// A `vault` that is running. Not to be shared between tasks.
public final class RunningProgram {
    private let process: Process
    private let pipe = Pipe()
    private var unread: [UInt8] = []

    fileprivate init(_ process: Process, errors: String) throws {
        self.process = process
        process.standardOutput = pipe
        process.standardError = try VaultProgram.newFile(errors)
        try process.run()
    }

    deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

    /// The next whole line of output; `nil` when the output has ended, or nothing came within a minute.
    public func nextLine() -> String? {
        while true {
            if let end = unread.firstIndex(of: UInt8(ascii: "\n")) {
                defer { unread.removeFirst(end + 1) }
                return String(decoding: unread[..<end], as: UTF8.self)
            }
            var descriptor = pollfd(fd: pipe.fileHandleForReading.fileDescriptor, events: Int16(POLLIN), revents: 0)
            guard poll(&descriptor, 1, 60_000) == 1 else { return nil }
            let bytes = pipe.fileHandleForReading.availableData
            guard !bytes.isEmpty else { return nil }
            unread += bytes
        }
    }

    /// Sends a signal.
    public func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

    /// Waits for the end and returns the exit status, as ``VaultProgram/Outcome/status`` says it.
    public func end() -> Int32 {
        process.waitUntilExit()
        return process.shellStatus
    }
}

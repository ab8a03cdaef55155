internal import ArgumentParser
internal import DocVault
internal import Foundation
internal import VaultHTTP

@main
struct VaultCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vault",
        abstract: "Keeps the proof that public funding is paid against.",
        discussion: """
            Documents are hashed with SHA-256, stored once, linked to the requirements that they justify, and exported as
            archives that anybody can verify.

            Exit status: 0 done; 1 a check found something; 64 the command is not understood; 65 what was given cannot be
            taken; 66 something named is not there; 69 the machine could not; 73 it is in the way of what is there;
            74 stored bytes are damaged; 77 not allowed.
            """,
        version: "vault \(VaultServer.version)",
        groupedSubcommands: [
            CommandGroup(
                name: "Vault:",
                subcommands: [InitCommand.self, DemoCommand.self, ServeCommand.self, ConfigCommand.self]),
            CommandGroup(
                name: "Dossiers:",
                subcommands: [
                    DossierCommand.self, RequirementCommand.self, DisbursementCommand.self, FindingCommand.self,
                    ChecklistCommand.self,
                ]),
            CommandGroup(
                name: "People:",
                subcommands: [
                    OrganisationCommand.self, PersonCommand.self, MandateCommand.self, AccountCommand.self,
                    TokenCommand.self,
                ]),
            CommandGroup(
                name: "Documents:",
                subcommands: [AttachCommand.self, FindCommand.self, GetCommand.self, VerifyCommand.self]),
            CommandGroup(
                name: "Retention:",
                subcommands: [RetentionCommand.self, HoldCommand.self, DispositionCommand.self, PolicyCommand.self]),
            CommandGroup(
                name: "Proof:",
                subcommands: [ReceiptCommand.self, JournalCommand.self, KeyCommand.self, DoctorCommand.self]),
            CommandGroup(name: "Keeping:", subcommands: [GCCommand.self]),
        ])

    static func main() async {
        // A reader that goes away, as `head` does, ends a write with an error and not the process without a word.
        signal(SIGPIPE, SIG_IGN)
        raiseOpenFileLimit()
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
            leave(EXIT_SUCCESS)
        } catch is ReaderWentAway {
            leave(ReaderWentAway.exitStatus)
        } catch let error as VaultError {
            Terminal.report(error)
            leave(error.exitStatus)
        } catch let code as ExitCode {
            leave(code.rawValue)
        } catch {
            exit(withError: error)
        }
    }

    /// Ends the process without `exit`'s handlers. They take down what OpenSSL, curl and the C++ libraries keep for the
    /// whole process while threads that are still letting go of a connection or a digest use it: about one run in some
    /// thousands crashed after its last line. All that has to be kept is on disk when a command returns.
    private static func leave(_ status: Int32) -> Never {
        fflush(nil)
        _exit(status)
    }

    /// Batches keep some hundred files open; the usual soft limit is 1,024, the hard one far higher.
    private static func raiseOpenFileLimit() {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
        limit.rlim_cur = min(limit.rlim_max, 65_536)
        _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
}

internal import CLinux
internal import Foundation
public import SystemPackage

extension LinuxFileSystem {
    public func names(in folder: FilePath) throws(SystemCallFailure) -> [String] {
        guard let stream = folder.withPlatformString({ opendir($0) }) else {
            throw SystemCallFailure(call: "opendir", path: folder.string, errno: Errno(rawValue: errno))
        }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
                tuple.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    public func lock(_ file: OpenFile, _ kind: FileLockKind) throws(SystemCallFailure) -> Bool {
        let operation =
            switch kind {
            case .shared: LOCK_SH
            case .exclusive: LOCK_EX
            }
        do {
            _ = try check("flock", nil) { flock(file.handle, operation | LOCK_NB) }
            return true
        } catch  where error.errno == .wouldBlock {
            return false
        }
    }

    public func setImmutable(_ path: FilePath, _ isImmutable: Bool) throws(SystemCallFailure) {
        let file = try open(path)
        _ = try check("ioctl", path) { linux_set_immutable(file.handle, isImmutable ? 1 : 0) }
    }
}

internal import DocVault
internal import SystemPackage

/// What is on a ``SimulatedDisk``: as programs see it, and what differs from that on the medium.
struct SimulatedDiskState: Sendable {
    struct File {
        var bytes: [UInt8] = []
        var modified: Int64 = 0
    }

    /// Descriptors of the real file system are far below.
    private static let firstHandle: Int32 = 1_000_000_000

    /// The folders' inode numbers. Apart from the files, so that copying a disk and changing a file is cheap.
    private var folders: [String: UInt64] = [:]
    private var newFolders: Set<String> = []
    private var files: [UInt64: File] = [:]
    /// The files' names, and the inode numbers they stand for.
    private var names: [String: UInt64] = [:]
    /// The names in each folder, so that listing one takes no longer on a full disk.
    private var entries: [String: Set<String>] = [:]
    /// For each name that changed since its folder was synchronised, what it stands for on the medium.
    private var durableNames: [String: UInt64?] = [:]
    /// For each file that changed since it was synchronised, its bytes on the medium.
    private var durableBytes: [UInt64: [UInt8]] = [:]
    private var handles: [Int32: (node: UInt64, position: Int)] = [:]
    /// The locks on files, by the handles that have them.
    private var locks: [Int32: FileLockKind] = [:]
    private var immutable: Set<UInt64> = []
    private var lastNode: UInt64 = 0
    private var lastHandle = firstHandle

    /// The folder a name is in. Paths are texts here: in a debug build, the parts of a `FilePath` take a millisecond.
    private static func parent(of path: String) -> String {
        path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[..<$0]) } ?? ""
    }

    static func isOurs(_ handle: Int32) -> Bool { handle > firstHandle }
}

extension SimulatedDiskState {
    mutating func makeRoot(_ path: String) { folders[path] = nextNode() }

    mutating func makeFolder(_ path: String) throws(SystemCallFailure) {
        try requireFolder(Self.parent(of: path), "mkdir")
        guard folders[path] == nil else { return }
        folders[path] = nextNode()
        newFolders.insert(path)
        entries[Self.parent(of: path), default: []].insert(path)
    }

    mutating func open(_ path: String) throws(SystemCallFailure) -> Int32 {
        guard let node = names[path] ?? folders[path] else { throw failure("open", path, .noSuchFileOrDirectory) }
        return addHandle(node)
    }

    mutating func create(in folder: String, isNamed: Bool) throws(SystemCallFailure) -> (Int32, String?) {
        try requireFolder(folder, "open")
        let node = nextNode()
        files[node] = File()
        guard isNamed else { return (addHandle(node), nil) }
        let name = "\(folder)/tmp-\(node)"
        setName(name, node)
        return (addHandle(node), name)
    }

    mutating func link(_ handle: Int32, to path: String) throws(SystemCallFailure) {
        try requireFolder(Self.parent(of: path), "linkat")
        guard names[path] == nil else { throw failure("linkat", path, .fileExists) }
        setName(path, node(handle))
    }

    mutating func rename(_ path: String, to newPath: String) throws(SystemCallFailure) {
        try requireFolder(Self.parent(of: newPath), "rename")
        guard let node = names[path] else { throw failure("rename", path, .noSuchFileOrDirectory) }
        guard !immutable.contains(node) else { throw failure("rename", path, .notPermitted) }
        setName(newPath, node)
        setName(path, nil)
    }

    mutating func remove(_ path: String) { if names[path] != nil { setName(path, nil) } }

    mutating func allocate(_ handle: Int32, sizeInBytes: Int) {
        change(node(handle)) { bytes in
            if bytes.count < sizeInBytes { bytes += [UInt8](repeating: 0, count: sizeInBytes - bytes.count) }
        }
    }

    mutating func write(_ new: [UInt8], to handle: Int32) {
        let position = handles[handle]?.position ?? 0
        change(node(handle)) { $0.replaceSubrange(position..<min(position + new.count, $0.count), with: new) }
        handles[handle]?.position = position + new.count
    }

    mutating func write(_ new: [UInt8], to handle: Int32, at offset: Int) {
        change(node(handle)) { bytes in
            if bytes.count < offset { bytes += [UInt8](repeating: 0, count: offset - bytes.count) }
            bytes.replaceSubrange(offset..<min(offset + new.count, bytes.count), with: new)
        }
    }

    mutating func cut(_ handle: Int32, to size: Int) {
        change(node(handle)) { bytes in
            if bytes.count > size { bytes.removeLast(bytes.count - size) }
        }
    }

    func read(_ handle: Int32, at offset: Int, count: Int) -> ArraySlice<UInt8> {
        files[node(handle)]?.bytes.dropFirst(offset).prefix(count) ?? []
    }

    func status(of handle: Int32) -> FileStatus { status(node: node(handle)) }

    func status(at path: String) -> FileStatus? { (names[path] ?? folders[path]).map(status) }

    mutating func close(_ handle: Int32, temporaryName: String?) {
        (handles[handle], locks[handle]) = (nil, nil)
        if let temporaryName { remove(temporaryName) }
    }

    mutating func synchronizeData(_ handle: Int32) { durableBytes[node(handle)] = nil }

    mutating func synchronizeFolder(_ path: String) {
        for name in durableNames.keys where Self.parent(of: name) == path { durableNames[name] = nil }
        newFolders = newFolders.filter { Self.parent(of: $0) != path }
    }

    mutating func synchronizeAll() { (durableBytes, durableNames, newFolders) = ([:], [:], []) }

    mutating func damage(_ path: String, with bytes: [UInt8]) {
        guard let node = names[path] else { return }
        files[node]?.bytes = bytes
    }

    func names(in folder: String) throws(SystemCallFailure) -> [String] {
        try requireFolder(folder, "readdir")
        return entries[folder, default: []].map { String($0.utf8.dropFirst(folder.utf8.count + 1)) ?? "" }
    }

    mutating func lock(_ handle: Int32, _ kind: FileLockKind) -> Bool {
        let others = locks.filter { $0.key != handle && node($0.key) == node(handle) }.values
        guard kind == .shared ? !others.contains(.exclusive) : others.isEmpty else { return false }
        locks[handle] = kind
        return true
    }

    mutating func setImmutable(_ path: String, _ isImmutable: Bool) throws(SystemCallFailure) {
        guard let node = names[path] else { throw failure("ioctl", path, .noSuchFileOrDirectory) }
        if isImmutable { immutable.insert(node) } else { immutable.remove(node) }
    }

    func files(below folder: String) -> [String: [UInt8]] {
        var found: [String: [UInt8]] = [:]
        for (name, node) in names where name.hasPrefix(folder + "/") { found[name] = files[node]?.bytes }
        return found
    }
}

extension SimulatedDiskState {
    /// The disk as it is found after a cut of the power: nobody has it open, and all that is there is durable.
    func crashed(keeping variant: CrashVariant) -> SimulatedDiskState {
        var fate = CrashFate(variant)
        var disk = self
        // In a fixed order, so that a seed decides the same each time.
        for node in durableBytes.keys.sorted() {
            guard let durable = durableBytes[node], let written = files[node]?.bytes else { continue }
            disk.files[node]?.bytes = fate.bytes(durable: durable, written: written)
        }
        for name in durableNames.keys.sorted() {
            guard let durable = durableNames[name], !fate.keepsName() else { continue }
            disk.standFor(name, durable)
        }
        for folder in newFolders.sorted() where !fate.keepsName() {
            disk.folders[folder] = nil
            disk.entries[Self.parent(of: folder), default: []].remove(folder)
        }
        (disk.durableBytes, disk.durableNames, disk.newFolders, disk.handles) = ([:], [:], [], [:])
        disk.locks = [:]
        return disk
    }

    private mutating func nextNode() -> UInt64 {
        lastNode += 1
        return lastNode
    }

    private mutating func addHandle(_ node: UInt64) -> Int32 {
        lastHandle += 1
        handles[lastHandle] = (node, 0)
        return lastHandle
    }

    private mutating func setName(_ path: String, _ node: UInt64?) {
        if durableNames[path] == nil { durableNames.updateValue(names[path], forKey: path) }
        standFor(path, node)
    }

    private mutating func standFor(_ path: String, _ node: UInt64?) {
        names[path] = node
        if node == nil {
            entries[Self.parent(of: path), default: []].remove(path)
        } else {
            entries[Self.parent(of: path), default: []].insert(path)
        }
    }

    private mutating func change(_ node: UInt64, _ body: (inout [UInt8]) -> Void) {
        guard var changed = files.removeValue(forKey: node) else { return }
        if durableBytes[node] == nil { durableBytes[node] = changed.bytes }
        body(&changed.bytes)
        changed.modified += 1
        files[node] = changed
    }

    private func node(_ handle: Int32) -> UInt64 {
        guard let open = handles[handle] else { preconditionFailure("handle \(handle) is not open") }
        return open.node
    }

    private func status(node: UInt64) -> FileStatus {
        let file = files[node]
        return FileStatus(
            kind: file == nil ? .folder : .file, sizeInBytes: Int64(file?.bytes.count ?? 0), inode: node, device: 0,
            modified: file?.modified ?? 0)
    }

    private func requireFolder(_ path: String, _ call: String) throws(SystemCallFailure) {
        guard folders[path] != nil else { throw failure(call, path, .noSuchFileOrDirectory) }
    }

    private func failure(_ call: String, _ path: String, _ errno: Errno) -> SystemCallFailure {
        SystemCallFailure(call: call, path: path, errno: errno)
    }
}

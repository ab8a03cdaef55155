import Testing

@testable import VaultHTTP

@Suite("The pieces of large bodies")
struct LargeReadsTests {
    @Test("are smaller for each that begins beside others, so that a hundred hold little more than some do")
    func shrinking() {
        let reads = LargeReads()
        let sizes = (0..<100).map { _ in reads.begin() }
        #expect(sizes[0] == 1 << 20)
        #expect(sizes == sizes.sorted(by: >))
        #expect(sizes[99] == 16 << 10)
        // Up to ten pieces wait for each connection.
        #expect(sizes.reduce(0) { $0 + 10 * $1 } < 32 << 20)
    }

    @Test("are large again when the others have ended")
    func ended() {
        let reads = LargeReads()
        for _ in 0..<10 { _ = reads.begin() }
        for _ in 0..<10 { reads.end() }
        #expect(reads.begin() == 1 << 20)
    }
}

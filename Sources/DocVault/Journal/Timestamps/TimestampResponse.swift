internal import COpenSSL

extension TimestampRequest {
    /// Reads the authority's answer to this request and takes the token out of it.
    ///
    /// The token is checked to be over ``digest`` and to carry ``nonce``. Its signature is not checked:
    /// see ``TimestampToken/verify(_:trusting:at:)``.
    ///
    /// - Parameter response: a TimeStampResp in DER, the body of an `application/timestamp-reply`.
    /// - Throws: ``TimestampError/malformedResponse``, ``TimestampError/refused(_:)``,
    ///   ``TimestampError/malformedToken``, ``TimestampError/otherHashAlgorithm``,
    ///   ``TimestampError/digestMismatch``, ``TimestampError/nonceMismatch``
    package func token(from response: [UInt8]) throws(TimestampError) -> TimestampToken {
        defer { ERR_clear_error() }
        guard let handle = DER.read(response, with: { d2i_TS_RESP(nil, &$0, $1) }, free: TS_RESP_free) else {
            throw .malformedResponse
        }
        defer { TS_RESP_free(handle) }
        if let refusal = try TimestampRefusal(of: handle) { throw .refused(refusal) }
        guard let token = TS_RESP_get_token(handle), let der = DER.write(with: { i2d_PKCS7(token, $0) }) else {
            throw .malformedResponse
        }
        let timestamp = try TimestampToken(der: der)
        guard timestamp.digest == digest else { throw .digestMismatch }
        guard timestamp.nonce == nonce else { throw .nonceMismatch }
        return timestamp
    }
}

extension TimestampRefusal {
    /// `nil` if the timestamp was granted, with or without modifications.
    fileprivate init?(of response: OpaquePointer) throws(TimestampError) {
        guard let information = TS_RESP_get_status_info(response) else { throw .malformedResponse }
        var number: Int64 = 0
        guard ASN1_INTEGER_get_int64(&number, TS_STATUS_INFO_get0_status(information)) == 1 else {
            throw .malformedResponse
        }
        guard number != Int64(TS_STATUS_GRANTED), number != Int64(TS_STATUS_GRANTED_WITH_MODS) else { return nil }
        status = Int(exactly: number).flatMap(Status.init)
        let bits = TS_STATUS_INFO_get0_failure_info(information)
        failures =
            bits.map { bits in Failure.allCases.filter { ASN1_BIT_STRING_get_bit(bits, $0.rawValue) == 1 } } ?? []
        let texts = TS_STATUS_INFO_get0_text(information)
        text = (0..<max(0, min(10, docvault_sk_ASN1_UTF8STRING_num(texts)))).compactMap { position in
            guard let line = docvault_sk_ASN1_UTF8STRING_value(texts, position) else { return nil }
            let bytes = UnsafeBufferPointer(start: ASN1_STRING_get0_data(line), count: Int(ASN1_STRING_length(line)))
            return String(decoding: bytes, as: UTF8.self)
        }
    }
}

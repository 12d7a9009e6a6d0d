// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/fields/dissection.h"

namespace synoptic::fields {

namespace {

constexpr std::uint32_t kRecordHeader = 5; // RFC 8446, 5.1: type 1, version 2, length 2
constexpr int kMostRecords = 32;

enum ContentType : std::uint8_t {
    ChangeCipherSpec = 20,
    Alert,
    Handshake,
    ApplicationData,
    Heartbeat
};

QString contentName(std::uint8_t type) {
    switch (type) {
    case ChangeCipherSpec:
        return QStringLiteral("Change Cipher Spec");
    case Alert:
        return QStringLiteral("Alert");
    case Handshake:
        return QStringLiteral("Handshake");
    case ApplicationData:
        return QStringLiteral("Application Data");
    case Heartbeat:
        return QStringLiteral("Heartbeat");
    default:
        return {};
    }
}

QString handshakeName(std::uint8_t type) {
    switch (type) { // IANA, "TLS HandshakeType"
    case 0:
        return QStringLiteral("Hello Request");
    case 1:
        return QStringLiteral("Client Hello");
    case 2:
        return QStringLiteral("Server Hello");
    case 4:
        return QStringLiteral("New Session Ticket");
    case 8:
        return QStringLiteral("Encrypted Extensions");
    case 11:
        return QStringLiteral("Certificate");
    case 12:
        return QStringLiteral("Server Key Exchange");
    case 13:
        return QStringLiteral("Certificate Request");
    case 14:
        return QStringLiteral("Server Hello Done");
    case 15:
        return QStringLiteral("Certificate Verify");
    case 16:
        return QStringLiteral("Client Key Exchange");
    case 20:
        return QStringLiteral("Finished");
    case 22:
        return QStringLiteral("Certificate Status");
    case 24:
        return QStringLiteral("Key Update");
    default:
        return {};
    }
}

QString alertName(std::uint8_t description) {
    switch (description) { // IANA, "TLS Alerts"
    case 0:
        return QStringLiteral("close_notify");
    case 10:
        return QStringLiteral("unexpected_message");
    case 20:
        return QStringLiteral("bad_record_mac");
    case 40:
        return QStringLiteral("handshake_failure");
    case 42:
        return QStringLiteral("bad_certificate");
    case 44:
        return QStringLiteral("certificate_revoked");
    case 45:
        return QStringLiteral("certificate_expired");
    case 46:
        return QStringLiteral("certificate_unknown");
    case 47:
        return QStringLiteral("illegal_parameter");
    case 48:
        return QStringLiteral("unknown_ca");
    case 70:
        return QStringLiteral("protocol_version");
    case 80:
        return QStringLiteral("internal_error");
    case 112:
        return QStringLiteral("unrecognized_name");
    case 120:
        return QStringLiteral("no_application_protocol");
    default:
        return {};
    }
}

bool isRecord(Bytes bytes) {
    return bytes.has(kRecordHeader) && bytes.u8(0) >= ChangeCipherSpec &&
           bytes.u8(0) <= Heartbeat && bytes.u8(1) == 3 && bytes.u8(2) <= 4 &&
           bytes.u16(3) <= (1U << 14) + 2048; // RFC 5246, 6.2.3
}

void addAlert(const Field& record, Bytes content) {
    const Field alert = record.at(content);
    if (content.length != 2) {
        alert.add("", FieldText::tr("Encrypted"), byteCount(content.length), 0, content.captured());
        return;
    }
    alert.add("tls.alert_message.level", FieldText::tr("Level"),
              named(content.u8(0), content.u8(0) == 1   ? QStringLiteral("warning")
                                   : content.u8(0) == 2 ? QStringLiteral("fatal")
                                                        : QString()),
              0, 1);
    alert.add("tls.alert_message.desc", FieldText::tr("Description"),
              named(content.u8(1), alertName(content.u8(1))), 1, 1);
}

/// Messages of the handshake while they are not encrypted yet: type 1, length 3, body. Returns
/// what they are, for the layer's line.
QString addHandshake(const Field& record, Bytes content) {
    QStringList names;
    while (content.has(4) && names.size() < 16) {
        const std::uint8_t type = content.u8(0);
        const std::uint32_t length = content.u24(1);
        const QString name = handshakeName(type);
        if (name.isEmpty() || length > (1U << 18)) {
            record.at(content).add("", FieldText::tr("Encrypted"), byteCount(content.length), 0,
                                   content.captured());
            break;
        }
        const Bytes message = content.limitedTo(length + 4);
        const Field field =
            record.at(message).add("tls.handshake", name, byteCount(length), 0, message.captured());
        field.add("tls.handshake.type", FieldText::tr("Type"), named(type, name), 0, 1);
        field.add("tls.handshake.length", FieldText::tr("Length"), byteCount(length), 1, 3);
        if (type == 1 || type == 2)
            addTlsHello(field, type == 1);
        names << name;
        content = content.after(length + 4);
    }
    return names.isEmpty() ? contentName(Handshake) : names.join(QStringLiteral(", "));
}

} // namespace

bool addTls(Dissection& d, Bytes bytes) {
    if (!isRecord(bytes))
        return false;
    const Field tls = d.layer("tls", QStringLiteral("TLS"), {}, bytes, bytes.captured());
    QStringList kinds;
    bool isEncrypted = false;
    for (int count = 0; isRecord(bytes) && count < kMostRecords; ++count) {
        const std::uint8_t type = bytes.u8(0);
        const std::uint16_t length = bytes.u16(3);
        const Bytes record = bytes.limitedTo(kRecordHeader + length);
        const Field field = tls.at(record).add("tls.record", FieldText::tr("Record"),
                                               contentName(type), 0, record.captured());
        field.add("tls.record.content_type", FieldText::tr("Content type"),
                  named(type, contentName(type)), 0, 1);
        field.add("tls.record.version", FieldText::tr("Version"),
                  namedHex(bytes.u16(1), 4, tlsVersionName(bytes.u16(1))), 1, 2);
        field.add("tls.record.length", FieldText::tr("Length"), byteCount(length), 3, 2);
        const Bytes content = record.after(kRecordHeader);
        QString kind = contentName(type);
        if (type == Alert)
            addAlert(field, content);
        else if (type == Handshake && !isEncrypted)
            kind = addHandshake(field, content);
        else
            field.at(content).add("",
                                  type == ChangeCipherSpec ? FieldText::tr("Content")
                                                           : FieldText::tr("Encrypted"),
                                  byteCount(content.length), 0, content.captured());
        isEncrypted |= type == ChangeCipherSpec;
        if (kinds.isEmpty() || kinds.last() != kind)
            kinds << kind;
        if (content.length < length)
            field.problem(FieldText::tr("The record goes on beyond this packet"));
        bytes = bytes.after(kRecordHeader + length);
    }
    if (bytes.captured() > 0)
        tls.at(bytes).add("", FieldText::tr("Rest"), byteCount(bytes.length), 0, bytes.captured());
    tls.setValue(kinds.join(QStringLiteral(", ")));
    return true;
}

} // namespace synoptic::fields

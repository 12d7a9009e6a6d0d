// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/stream_text.h"

#include <algorithm>
#include <array>

namespace synoptic {

namespace {

constexpr int kTab = 8;

/// One sign and the bytes it takes.
struct Sign {
    enum class Kind : std::uint8_t { Character, Escape, Tab, LineEnd };
    Kind kind = Kind::Character;
    std::uint8_t size = 1;
    std::uint8_t columns = 1;
    char32_t character = 0;
};

/// The UTF-8 sequence at the front, or nothing if it is none (RFC 3629).
std::optional<std::pair<char32_t, std::uint8_t>> readUtf8(StreamBytes bytes) {
    const std::uint8_t lead = bytes[0];
    std::uint8_t size = 0;
    char32_t character = 0, least = 0;
    if (lead >= 0xc2 && lead < 0xe0)
        size = 2, character = lead & 0x1fU, least = 0x80;
    else if (lead >= 0xe0 && lead < 0xf0)
        size = 3, character = lead & 0x0fU, least = 0x800;
    else if (lead >= 0xf0 && lead < 0xf5)
        size = 4, character = lead & 0x07U, least = 0x10000;
    if (size == 0 || bytes.size() < size)
        return std::nullopt;
    for (std::uint8_t i = 1; i < size; ++i) {
        if ((bytes[i] & 0xc0U) != 0x80)
            return std::nullopt;
        character = character << 6 | (bytes[i] & 0x3fU);
    }
    if (character < least || character > 0x10ffff || (character >= 0xd800 && character < 0xe000))
        return std::nullopt;
    return std::pair(character, size);
}

bool isShown(char32_t character) {
    switch (QChar::category(character)) {
    case QChar::Other_Control:
    case QChar::Other_Format: // turns the direction of writing, or takes no room
    case QChar::Other_Surrogate:
    case QChar::Other_PrivateUse:
    case QChar::Other_NotAssigned:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return false;
    default:
        return true;
    }
}

/// Two columns wide (Unicode Standard Annex 11, roughly).
bool isWide(char32_t c) {
    constexpr std::array<std::pair<char32_t, char32_t>, 9> kWide{{{0x1100, 0x115f},
                                                                  {0x2e80, 0xa4cf},
                                                                  {0xac00, 0xd7a3},
                                                                  {0xf900, 0xfaff},
                                                                  {0xfe30, 0xfe6f},
                                                                  {0xff00, 0xff60},
                                                                  {0xffe0, 0xffe6},
                                                                  {0x1f000, 0x1faff},
                                                                  {0x20000, 0x3fffd}}};
    return std::any_of(kWide.begin(), kWide.end(),
                       [c](const auto& range) { return c >= range.first && c <= range.second; });
}

Sign signAt(StreamBytes bytes) {
    const std::uint8_t first = bytes[0];
    if (first >= 0x20 && first < 0x7f)
        return {Sign::Kind::Character, 1, 1, first};
    if (first == '\n')
        return {Sign::Kind::LineEnd, 1, 0, first};
    if (first == '\t')
        return {Sign::Kind::Tab, 1, 1, first};
    if (first == '\r' && bytes.size() > 1 && bytes[1] == '\n')
        return {Sign::Kind::LineEnd, 2, 0, '\n'};
    if (first >= 0x80) {
        if (const auto read = readUtf8(bytes)) {
            const auto [character, size] = *read;
            if (isShown(character))
                return {Sign::Kind::Character, size,
                        static_cast<std::uint8_t>(isWide(character) ? 2 : 1), character};
            return {Sign::Kind::Escape, size,
                    static_cast<std::uint8_t>(character > 0xffff ? 10 : 6), character};
        }
    }
    return {Sign::Kind::Escape, 1, 4, first};
}

/// "\x1b", "\u202e", "\U000e0001".
void addEscape(QByteArray& out, const Sign& sign) {
    const int digits = sign.columns - 2;
    out += '\\';
    out += digits == 2 ? 'x' : digits == 4 ? 'u' : 'U';
    for (int digit = digits - 1; digit >= 0; --digit)
        out += "0123456789abcdef"[sign.character >> (4 * digit) & 0xf];
}

int columnsOf(const Sign& sign, int column) {
    return sign.kind == Sign::Kind::Tab ? kTab - column % kTab : sign.columns;
}

bool isPrintable(std::uint8_t byte) {
    return byte >= 0x20 && byte < 0x7f;
}

int hexDigit(QChar c) {
    const ushort u = c.toLower().unicode();
    return u >= '0' && u <= '9' ? u - '0' : u >= 'a' && u <= 'f' ? u - 'a' + 10 : -1;
}

} // namespace

std::size_t endOfStreamLine(StreamBytes bytes, std::size_t begin, int columns) {
    int column = 0;
    std::size_t at = begin;
    while (at < bytes.size()) {
        const Sign sign = signAt(bytes.subspan(at));
        if (sign.kind == Sign::Kind::LineEnd)
            return at + sign.size;
        column += columnsOf(sign, column);
        if (column > columns && at > begin)
            return at;
        at += sign.size;
    }
    return at;
}

StreamLine streamTextLine(StreamBytes bytes) {
    StreamLine line;
    line.text.reserve(static_cast<qsizetype>(bytes.size()));
    int column = 0;
    std::size_t at = 0;
    while (at < bytes.size()) {
        const Sign sign = signAt(bytes.subspan(at));
        if (sign.kind == Sign::Kind::LineEnd)
            break;
        const qsizetype begin = line.text.size();
        if (sign.kind == Sign::Kind::Tab) {
            line.text += QString(columnsOf(sign, column), QLatin1Char(' '));
        } else if (sign.kind == Sign::Kind::Escape) {
            QByteArray escape;
            addEscape(escape, sign);
            line.text += QLatin1String(escape);
            line.escapes.emplace_back(int(begin), int(line.text.size() - begin));
        } else {
            line.text += QString::fromUcs4(&sign.character, 1);
        }
        line.bytes.insert(line.bytes.end(), static_cast<std::size_t>(line.text.size() - begin),
                          static_cast<std::uint32_t>(at));
        column += columnsOf(sign, column);
        at += sign.size;
    }
    line.bytes.push_back(static_cast<std::uint32_t>(at));
    return line;
}

StreamLine streamHexLine(StreamBytes bytes, std::uint64_t offset, int perRow) {
    StreamLine line;
    const auto add = [&line](const QString& text, std::size_t byte) {
        line.text += text;
        line.bytes.insert(line.bytes.end(), static_cast<std::size_t>(text.size()),
                          static_cast<std::uint32_t>(byte));
    };
    add(QString::number(offset, 16).rightJustified(8, QLatin1Char('0')) + QLatin1Char(' '),
        StreamLine::kNoByte);
    for (std::size_t i = 0; i < static_cast<std::size_t>(perRow); ++i) {
        add(QLatin1String(i > 0 && i % 8 == 0 ? "  " : " "), StreamLine::kNoByte);
        if (i < bytes.size())
            add(QString::number(bytes[i], 16).rightJustified(2, QLatin1Char('0')), i);
        else
            add(QStringLiteral("  "), StreamLine::kNoByte);
    }
    add(QStringLiteral("  "), StreamLine::kNoByte);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const bool printable = isPrintable(bytes[i]);
        if (!printable)
            line.escapes.emplace_back(int(line.text.size()), 1);
        add(QString(printable ? QChar(ushort{bytes[i]}) : QChar(u'·')), i);
    }
    line.bytes.push_back(static_cast<std::uint32_t>(bytes.size()));
    return line;
}

int streamHexColumns(int perRow) {
    return 9 + 3 * perRow + (perRow - 1) / 8 + 2 + perRow;
}

QByteArray streamPlainText(StreamBytes bytes) {
    QByteArray text;
    text.reserve(static_cast<qsizetype>(bytes.size()));
    for (std::size_t at = 0; at < bytes.size();) {
        // Most of it is plain.
        const auto plain =
            std::find_if_not(bytes.begin() + std::ptrdiff_t(at), bytes.end(), isPrintable) -
            (bytes.begin() + std::ptrdiff_t(at));
        text.append(reinterpret_cast<const char*>(bytes.data()) + at, plain);
        at += static_cast<std::size_t>(plain);
        if (at == bytes.size())
            break;
        const Sign sign = signAt(bytes.subspan(at));
        if (sign.kind == Sign::Kind::Escape)
            addEscape(text, sign);
        else if (sign.kind == Sign::Kind::LineEnd)
            text += '\n';
        else
            text.append(reinterpret_cast<const char*>(bytes.data()) + at, sign.size);
        at += sign.size;
    }
    return text;
}

QByteArray streamNeedle(const QString& text) {
    QByteArray needle;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar next = i + 1 < text.size() ? text.at(i + 1) : QChar();
        if (text.at(i) == QLatin1Char('\\')) {
            if (next == QLatin1Char('x') && i + 3 < text.size()) {
                const int high = hexDigit(text.at(i + 2)), low = hexDigit(text.at(i + 3));
                if (high >= 0 && low >= 0) {
                    needle += static_cast<char>(high << 4 | low);
                    i += 3;
                    continue;
                }
            }
            constexpr std::array<std::pair<char, char>, 5> kShort{
                {{'r', '\r'}, {'n', '\n'}, {'t', '\t'}, {'0', '\0'}, {'\\', '\\'}}};
            const auto found = std::find_if(kShort.begin(), kShort.end(), [next](const auto& e) {
                return next == QLatin1Char(e.first);
            });
            if (found != kShort.end()) {
                needle += found->second;
                ++i;
                continue;
            }
        }
        const bool pair = text.at(i).isHighSurrogate() && next.isLowSurrogate();
        needle += QStringView(text).mid(i, pair ? 2 : 1).toUtf8();
        i += pair ? 1 : 0;
    }
    return needle;
}

} // namespace synoptic

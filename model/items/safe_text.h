// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string_view>

/// Text that came from packets, /proc, DNS or files is hostile until it went through here.
namespace synoptic {

/// UTF-8 as text that stays on one line and in its place: control characters, line separators and
/// those that turn the direction of writing become U+FFFD; longer than `limit` is cut with "…".
QString safeText(std::string_view utf8, qsizetype limit = 4096);
QString safeText(QString text, qsizetype limit = 4096);

/// A tooltip Qt will show as it is written: Qt takes a text with "<" for rich text, so that is
/// escaped.
QString plainToolTip(const QString& text);

} // namespace synoptic

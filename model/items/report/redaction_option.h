// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QStringList>

#include <optional>

namespace synoptic {

/// `--redact` and `--redact=KEY`, which Qt's parser cannot have both: takes them out of the
/// arguments. The result: absent without redaction, empty for a random key, else the key. Without
/// KEY the environment may name one (SYNOPTIC_REDACT_KEY), as others can read a command line.
std::optional<QByteArray> takeRedactOption(QStringList& arguments);

/// The secret for a Redactor: the key, or a random one for an empty key.
std::optional<QByteArray> redactionSecret(const std::optional<QByteArray>& key);

inline constexpr const char* kRedactKeyVariable = "SYNOPTIC_REDACT_KEY";

} // namespace synoptic

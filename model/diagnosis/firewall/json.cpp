// SPDX-License-Identifier: GPL-3.0-or-later
//
// Boost.JSON's own sources: with this it is a library of headers.
#include <boost/json/src.hpp>

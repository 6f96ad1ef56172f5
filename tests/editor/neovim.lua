-- Opens the document given as HOTWASH_DOCUMENT with the server given as HOTWASH_PYTHON and prints what it sees.
-- Only what every Neovim from 0.7 on has, so that the one of Debian will do.
vim.cmd("edit " .. vim.fn.fnameescape(vim.env.HOTWASH_DOCUMENT))
local buffer = vim.api.nvim_get_current_buf()
local id = vim.lsp.start_client({
  name = "hotwash",
  cmd = { vim.env.HOTWASH_PYTHON, "-m", "hotwash", "server", "--today", "2026-11-10" },
  root_dir = vim.env.HOTWASH_ROOT,
})
vim.lsp.buf_attach_client(buffer, id)

local function say(...)
  io.stdout:write(table.concat({ ... }, " "), "\n")
end

local function settled(count)
  return vim.wait(20000, function()
    return #vim.diagnostic.get(buffer) == count
  end, 20)
end

say("found:", tostring(settled(1)))
local found = vim.diagnostic.get(buffer)[1]
say("finding:", found.lnum + 1, found.code, vim.split(found.message, "\n")[1])
vim.api.nvim_win_set_cursor(0, { found.lnum + 1, found.col })
local client = vim.lsp.get_client_by_id(id)

local function ask(method, params)
  return client.request_sync(method, params, 20000, buffer).result
end

local here = vim.lsp.util.make_position_params(0, client.offset_encoding)
say("hover:", vim.split(ask("textDocument/hover", here).contents.value, "\n")[1])
local range = vim.lsp.util.make_range_params(0, client.offset_encoding)
range.context = { diagnostics = {} }
local actions = ask("textDocument/codeAction", range)
say("action:", actions[1].title)
vim.lsp.util.apply_workspace_edit(actions[1].edit, client.offset_encoding)
say("mended:", tostring(settled(0)))
say("line:", vim.api.nvim_buf_get_lines(buffer, found.lnum, found.lnum + 1, false)[1])
vim.lsp.stop_client(id)
say("stopped:", tostring(vim.wait(20000, function() return vim.lsp.client_is_stopped(id) end, 20)))
vim.cmd("qa!")

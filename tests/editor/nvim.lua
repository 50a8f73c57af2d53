-- In Neovim 0.7: opens a record with a slip, waits for the diagnostic, applies the fix, writes what the buffer is then.
local program, root, file, mended = unpack(vim.fn.split(vim.env.SESSION, '\n'))

local function wait(what, fits)
  if not vim.wait(60000, fits, 20) then
    io.stderr:write(what .. ' did not come\n')
    vim.cmd('cquit 1')
  end
end

vim.cmd('edit ' .. vim.fn.fnameescape(root .. '/' .. file))
local client = vim.lsp.start_client({
  name = 'changebook',
  cmd = { program, 'lsp', '--lang', 'en' },
  root_dir = root,
  workspace_folders = { { uri = vim.uri_from_fname(root), name = 'portal' } },
})
vim.lsp.buf_attach_client(0, client)

local function slip()
  for _, it in ipairs(vim.diagnostic.get(0)) do
    if it.code == 'unknown-value' then return it end
  end
end

wait('diagnostic', slip)
local found = slip()
local params = vim.lsp.util.make_given_range_params({ found.lnum + 1, found.col }, { found.end_lnum + 1, found.end_col })
params.context = { diagnostics = {} }
local answers = vim.lsp.buf_request_sync(0, 'textDocument/codeAction', params, 10000)
local action = answers[client].result[1]
vim.lsp.util.apply_workspace_edit(action.edit, 'utf-16')
wait('mended portal', function() return not slip() end)
vim.cmd('write! ' .. vim.fn.fnameescape(mended))
io.stdout:write(found.message:match('[^\n]*') .. '\n' .. action.title .. '\n')
vim.lsp.stop_client(client)
vim.cmd('qall!')
